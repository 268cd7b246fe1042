import { describe, expect, it } from "vitest";
import { type NewEmail, renderEmail } from "../emails.ts";
import { secretTemplates, templates } from "./index.ts";

const heldUntil = new Date("2026-12-13T00:00:00Z");
const account = { bankName: "BCA", bankAccountNo: "1234567890", bankAccountName: "Ana" };
const booking = { name: "Ana", tripTitle: "Bromo Midnight", bookingCode: "ST-7F3K9" };
const cancelled = { ...booking, pax: 2, reason: "Sakit", refundRupiah: 300_000 };
const meeting = { date: "2026-12-12", meetingPoint: "Stasiun Malang", meetingTime: "23:00 WIB" };
const closed = { ...booking, reason: "Gunung ditutup", account };

/** Mails of each template, as the domain would queue it. */
const samples: Pick<NewEmail, "template" | "props">[] = [
  { template: "verify-email", props: { name: "Ana", url: "https://setrip.test/v?token=a&b=c" } },
  { template: "reset-password", props: { name: "Ana", url: "https://setrip.test/r?token=a" } },
  {
    template: "payment-instructions",
    props: {
      ...booking,
      amountRupiah: 600_123,
      bank: "BCA",
      accountNumber: "1234567890",
      accountHolder: "PT SeTrip",
      expiresAt: new Date("2026-12-01T05:00:00Z"),
    },
  },
  {
    template: "booking-confirmed",
    props: {
      ...booking,
      date: "2026-12-12",
      endDate: "2026-12-13",
      meetingPoint: "Stasiun Malang",
      meetingTime: "23:00 WIB",
      pax: 2,
      whatsappGroupUrl: "https://chat.whatsapp.com/x",
    },
  },
  {
    template: "payment-reminder",
    props: {
      ...booking,
      amountRupiah: 600_123,
      bank: "BCA",
      accountNumber: "1234567890",
      accountHolder: "PT SeTrip",
      expiresAt: new Date("2026-12-01T05:00:00Z"),
    },
  },
  { template: "trip-reminder", props: { ...booking, ...meeting, whatsappGroupUrl: null } },
  {
    template: "trip-reminder-organizer",
    props: {
      name: "Hugo",
      tripTitle: "Bromo Midnight",
      tripId: "t1",
      ...meeting,
      people: 2,
      manifest: "1. Ana, +6281234567890 (ST-7F3K9)\n2. Budi, +6281234567891 (ST-7F3K9)",
    },
  },
  { template: "booking-expired", props: { ...booking, tripSlug: "bromo-midnight" } },
  { template: "trip-completed", props: { ...booking, heldUntil } },
  { template: "trip-completed-organizer", props: { name: "Hugo", tripTitle: "Bromo Midnight", heldUntil } },
  {
    template: "payout-released",
    props: { name: "Hugo", tripTitle: "Bromo Midnight", amountRupiah: 1_250_000, bookings: 12 },
  },
  {
    template: "dispute-opened",
    props: { ...booking, reader: "admin", amountRupiah: 200_000, report: "Pemandu tidak datang." },
  },
  { template: "dispute-decided", props: { ...booking, amountRupiah: 200_000, explanation: "Benar.", account } },
  { template: "dispute-decided", props: { ...booking, amountRupiah: 0, explanation: "Tidak benar.", account: null } },
  { template: "dispute-decided-organizer", props: { ...booking, amountRupiah: 200_000, explanation: "Benar." } },
  { template: "dispute-decided-organizer", props: { ...booking, amountRupiah: 0, explanation: "Tidak benar." } },
  { template: "organizer-approved", props: { name: "Hugo", displayName: "Hugo Trips" } },
  { template: "organizer-rejected", props: { name: "Hugo", displayName: "Hugo Trips", reason: "KTP buram" } },
  {
    template: "new-participant",
    props: { ...booking, participantName: "Ana", phone: "+6281234567890", pax: 2, tripId: "t1" },
  },
  { template: "proof-rejected", props: { ...booking, reason: "Buram", uploadUntil: heldUntil } },
  { template: "proof-rejected", props: { ...booking, reason: "Buram", uploadUntil: null } },
  { template: "payment-returned", props: { ...booking, amountRupiah: 599_999, why: "short", account } },
  { template: "payment-returned", props: { ...booking, amountRupiah: 600_123, why: "sold-out", account: null } },
  { template: "booking-cancelled", props: { ...cancelled, cancelledBy: "PARTICIPANT", account } },
  { template: "booking-cancelled", props: { ...cancelled, refundRupiah: 0, cancelledBy: "ADMIN", account: null } },
  {
    template: "booking-cancelled-organizer",
    props: { ...cancelled, cancelledBy: "ADMIN", participantName: "Ana", tripId: "t1" },
  },
  { template: "trip-closed", props: { ...closed, refundRupiah: 600_123, underReview: false } },
  { template: "trip-closed", props: { ...closed, refundRupiah: 0, underReview: true, account: null } },
  { template: "refund-approved", props: { ...booking, amountRupiah: 50_000, account, bounced: false } },
  { template: "refund-approved", props: { ...booking, amountRupiah: 50_000, account: null, bounced: true } },
  { template: "refund-paid", props: { ...booking, amountRupiah: 50_000, account, transferRef: "TRF1" } },
  {
    template: "payout-paid",
    props: { name: "Hugo", amountRupiah: 570_000, bookings: 1, account: "BCA 1", transferRef: "TRF1" },
  },
  { template: "account-exists", props: { name: "Ana" } },
  { template: "change-email", props: { name: "Ana", url: "https://setrip.test/c?token=a" } },
  { template: "email-change-asked", props: { name: "Ana", newEmail: "ana.baru@example.com" } },
  { template: "password-changed", props: { name: "Ana" } },
  { template: "two-factor-on", props: { name: "Ana" } },
  { template: "two-factor-off", props: { name: "Ana" } },
  { template: "bank-account-changed", props: { name: "Ana", ...account } },
];

const rendered = (sample: Pick<NewEmail, "template" | "props">, locale: "id" | "en" = "id") =>
  renderEmail({ ...sample, dedupeKey: "x", to: { email: "ana@setrip.test", locale } } as NewEmail);

const sampleOf = (template: string) => samples.find((sample) => sample.template === template)!;

/** What a browser would show of the html: no tags, entities resolved. */
const visible = (html: string) =>
  html
    .replace(/<[^>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&");

describe.each(samples)("the mail $template", (sample) => {
  it.each(["id", "en"] as const)("is whole in %s: subject, html and text, no gap left", async (locale) => {
    const { subject, html, text } = await rendered(sample, locale);
    for (const part of [subject, html, text]) {
      expect(part).not.toMatch(/undefined|null|NaN|\[object|[\uE000\uE001]/);
      expect(part.length).toBeGreaterThan(10);
    }
    expect(html).toContain(`lang="${locale}"`);
    expect(text).not.toContain("<");
    expect(visible(html)).toContain(sample.props.name);
    expect(text).toContain(sample.props.name);
  });

  it("differs between the languages", async () => {
    expect((await rendered(sample, "id")).text).not.toBe((await rendered(sample, "en")).text);
  });
});

it("every template has a sample above", () => {
  expect([...new Set(samples.map((sample) => sample.template))].sort()).toEqual(Object.keys(templates).sort());
});

it("says money and moments as the rest of the product does", async () => {
  const { text } = await rendered(samples[2]!, "id");
  expect(text).toContain("Jumlah: Rp 600.123");
  expect(text).toContain("Batas bayar: 1 Des 2026 12.00 WIB");
  expect((await rendered(samples[2]!, "en")).text).toContain("Pay before: 1 Dec 2026, 12:00 WIB");
});

it("leaves out the line of a value that is not there", async () => {
  const withGroup = samples[3]!;
  const withoutGroup = { ...withGroup, props: { ...withGroup.props, whatsappGroupUrl: null } } as typeof withGroup;
  expect((await rendered(withGroup)).text).toContain("Grup WhatsApp: https://chat.whatsapp.com/x");
  expect((await rendered(withoutGroup)).text).not.toContain("WhatsApp");
});

it("names the templates whose bodies hold one-time links", () => {
  expect(secretTemplates).toEqual(["verify-email", "reset-password", "change-email"]);
});

it("names a changed bank account by its last digits only", async () => {
  const { text, html } = await rendered({ template: "bank-account-changed", props: { name: "Ana", ...account } });
  expect(text).toContain("••••7890");
  expect(text + html).not.toContain(account.bankAccountNo);
});

it("gives each line of a list a line of its own, in the html and in the text", async () => {
  const { html, text } = await rendered(sampleOf("trip-reminder-organizer"));
  expect(text).toContain("1. Ana, +6281234567890 (ST-7F3K9)\n2. Budi");
  expect(html).toMatch(/white-space:pre-line[^>]*>1\. Ana, \+6281234567890 \(ST-7F3K9\)\n2\. Budi/);
});

describe("what people typed", () => {
  const titled = (tripTitle: string, name = "Hugo") =>
    rendered({ template: "payout-released", props: { name, tripTitle, amountRupiah: 1, bookings: 1 } });

  it("cannot add markup to the html", async () => {
    const { html, text, subject } = await titled(`<script>alert("x")</script>`, `O'Neil & <b>Söhne</b>`);
    expect(html).not.toContain("<script>");
    expect(html).not.toContain("<b>");
    expect(html).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
    expect(html).toContain("O&#39;Neil &amp; &lt;b&gt;Söhne&lt;/b&gt;");
    expect(text).toContain(`<script>alert("x")</script>`);
    expect(subject).toContain(`<script>alert("x")</script>`);
  });

  it("cannot leave an attribute", async () => {
    const { html } = await rendered({
      template: "verify-email",
      props: { name: "Eve", url: `https://setrip.test/" onclick="alert(1)` },
    });
    expect(html).toContain(`href="https://setrip.test/&quot; onclick=&quot;alert(1)"`);
  });

  it("cannot pass for a gap of the template", async () => {
    const { html, text } = await titled("\uE0000\uE001 $& $1 {{name}}", "\uE0002\uE001");
    expect(text).toContain("Trip: \uE0000\uE001 $& $1 {{name}}");
    expect(html).toContain("\uE0000\uE001 $&amp; $1 {{name}}");
  });

  it("cannot add a header or a NUL byte", async () => {
    const { subject, html, text } = await titled("Bromo\r\nBcc: eve@x.test\u0000");
    expect(subject).not.toMatch(/[\r\n\0]/);
    expect(html + text).not.toContain("\0");
  });
});

it("keeps the case of a heading in the text part", async () => {
  expect((await rendered(sampleOf("payout-released"))).text).toContain("Danamu sudah cair");
});
