import type { Health, JobOverview } from "ronda";
import type { Badge, Incident, WatchOverview } from "ronda/types";
import { describe, expect, it } from "vitest";
import { headline, jobsInShort } from "./headline.ts";
import { noticeInWords, type SystemNotice, toneOfNotice } from "./notices.ts";

const since = new Date("2026-05-10T00:00:00Z");
let names = 0;

function job(badge: Badge, state: Health["state"] = null, paused: JobOverview["paused"] = null): JobOverview {
  const reasons = {
    OK: [],
    STALE: [{ kind: "missed", count: 1, since }],
    FAILED: [{ kind: "error", message: "x", runId: "r", since }],
  };
  const health = { badge, alsoStale: false, state, reasons: reasons[badge], notes: [] } as Health;
  return { name: `job-${names++}`, health, paused } as JobOverview;
}
const watch = (amountRupiah: number | null, sentence?: { id: string; en: string }) =>
  ({
    name: `watch-${names++}`,
    count: 1,
    amountRupiah,
    oldestAt: since,
    sentence: sentence ?? null,
    error: null,
  }) as WatchOverview;
const morning = (
  jobs: JobOverview[],
  {
    watches = [],
    incidents = [],
    notices = [],
  }: { watches?: WatchOverview[]; incidents?: Incident[]; notices?: SystemNotice[] } = {},
) => ({ overview: { jobs, watches, incidents }, notices });

it("says that all is well, and of how many jobs", () => {
  expect(headline(morning([job("OK"), job("OK", "waiting")]), "id")).toEqual({
    tone: "ok",
    sentence: "Semua aman. 2 job berjalan tepat waktu.",
    wrong: 0,
  });
  expect(headline(morning([job("OK")]), "en").sentence).toBe("All is well. 1 job runs on time.");
});

it("does not claim that jobs run which have not been due yet", () => {
  expect(headline(morning([job("OK", "waiting")]), "id").sentence).toBe(
    "Semua aman. 1 job menunggu jadwal pertamanya.",
  );
});

it("does not keep from anybody that a job is paused", () => {
  const paused = job("OK", "paused", { since, until: null, by: "sari", reason: null });
  expect(headline(morning([job("OK"), paused]), "id").sentence).toMatch(/^Semua aman\. .* 1 dijeda\.$/);
});

it("counts what is wrong and sums up the stuck money", () => {
  const wrong = [job("FAILED"), job("STALE"), job("STALE"), job("OK")];
  expect(headline(morning(wrong, { watches: [watch(4_000_000), watch(350_000)] }), "id")).toEqual({
    tone: "failed",
    sentence: "1 job gagal, 2 job terlambat, Rp 4.350.000 tertahan.",
    wrong: 5,
  });
  expect(headline(morning(wrong), "en").sentence).toBe("1 job failed, 2 jobs are late.");
});

it("is amber for stuck money alone, and starts with a capital", () => {
  expect(headline(morning([job("OK")], { watches: [watch(250_000)] }), "id")).toEqual({
    tone: "stale",
    sentence: "Rp 250.000 tertahan.",
    wrong: 1,
  });
});

it("says what has no rupiah by the watch's own words, without what to do; of many it says how many", () => {
  const dead = () =>
    watch(null, { id: "3 email gagal. Kirim ulang atau buang", en: "3 mails failed. Send or discard them" });
  expect(headline(morning([job("OK")], { watches: [watch(250_000), dead()] }), "id").sentence).toBe(
    "Rp 250.000 tertahan, 3 email gagal.",
  );
  expect(headline(morning([job("OK")], { watches: [dead()] }), "en")).toMatchObject({
    sentence: "3 mails failed.",
    wrong: 1,
  });
  expect(headline(morning([job("OK")], { watches: [dead(), dead(), dead()] }), "id").sentence).toBe(
    "3 pantauan lain menemukan sesuatu.",
  );
});

it("is one sentence about one thing while the scheduler is down", () => {
  const late = [job("STALE"), job("STALE"), job("STALE")];
  const down = {
    id: "i",
    subject: { kind: "host", name: "scheduler" },
    severity: "STALE",
    reasons: [{ kind: "scheduler-down", jobs: late.map(({ name }) => name), since }],
    openedAt: since,
  } as unknown as Incident;
  expect(headline(morning(late, { incidents: [down] }), "id").sentence).toBe("Penjadwal atau server berhenti.");
});

it("says that jobs have not caught up, once triggers are back", () => {
  const back = {
    id: "i",
    subject: { kind: "host", name: "scheduler" },
    severity: "STALE",
    reasons: [{ kind: "scheduler-down", jobs: ["a", "b"], backAt: since, since }],
    openedAt: since,
  } as unknown as Incident;
  expect(headline(morning([job("OK")], { incidents: [back] }), "id").sentence).toBe("2 job belum menyusul.");
});

const open = (handling: Incident["handling"]) =>
  ({
    id: `i${names++}`,
    subject: { kind: "job", name: `job-${names++}` },
    severity: "FAILED",
    reasons: [{ kind: "error", message: "x", runId: "r", since }],
    since,
    openedAt: since,
    handling,
  }) as unknown as Incident;

it("counts apart what somebody deals with already: it waits for nobody else", () => {
  const incidents = [open("acknowledged"), open("unhandled"), open("snoozed"), open("unhandled")];
  expect(headline(morning([job("OK")], { incidents }), "id")).toEqual({
    tone: "failed",
    sentence: "2 job gagal, 1 sedang ditangani, 1 ditunda.",
    wrong: 2,
  });
  expect(headline(morning([job("OK")], { incidents: [open("acknowledged")] }), "id")).toEqual({
    tone: "paused",
    sentence: "Tidak ada yang menunggu kamu. 1 sedang ditangani.",
    wrong: 0,
  });
});

describe("what costs most is said before all is counted", () => {
  const broken = (message: string, changes: Partial<Health> = {}) => {
    const failed = job("FAILED");
    const reasons = [{ kind: "error", message, runId: "r", since }] as Health["reasons"];
    return { ...failed, health: { ...failed.health, reasons, ...changes } };
  };
  const books = broken("the books do not add up: money-in: ST-1 2 <> 1; balance: 2 <> 1");
  const mails = broken("the mail provider takes no mail: HTTP 403 validation_error: The domain is not verified");

  it("books that do not add up, and mails of which none goes out", () => {
    expect(headline(morning([books, mails, job("STALE")]), "id").sentence).toBe(
      "Pembukuan tidak cocok, tidak ada email yang keluar. 2 job gagal, 1 job terlambat.",
    );
    expect(headline(morning([mails]), "en").sentence).toBe("No mail goes out. 1 job failed.");
    const seats = broken("the books do not add up: seats: bromo 9 <> 8");
    expect(headline(morning([seats]), "id").sentence).toBe("Jumlah kursi tidak cocok. 1 job gagal.");
  });

  it("with that somebody deals with it: no mail goes out for everybody else until it is over", () => {
    const handled = { ...open("acknowledged"), subject: { kind: "job" as const, name: books.name } };
    const withReasons = { ...handled, reasons: books.health.reasons };
    expect(headline(morning([books], { incidents: [withReasons] }), "id").sentence).toBe(
      "Pembukuan tidak cocok (sedang ditangani). Tidak ada yang menunggu kamu. 1 sedang ditangani.",
    );
    expect(headline(morning([books, job("STALE")], { incidents: [withReasons] }), "en").sentence).toBe(
      "The books do not add up (being looked after). 1 job is late, 1 is being looked after.",
    );
  });

  it("the page that opens the day counts jobs as the headline does", () => {
    const handled = { ...open("acknowledged"), subject: { kind: "job" as const, name: books.name } };
    const seen = morning([books, job("FAILED"), job("STALE"), job("OK")], {
      incidents: [{ ...handled, reasons: books.health.reasons }],
      watches: [watch(250_000)],
    });
    const parts = ["1 job gagal", "1 job terlambat", "1 sedang ditangani"];
    expect(jobsInShort(seen.overview, "id")).toEqual({ tone: "failed", parts });
    for (const part of parts) expect(headline(seen, "id").sentence.replace(/^.*?\. /, "")).toContain(part);
    expect(jobsInShort(morning([job("OK")]).overview, "id")).toEqual({ tone: "ok", parts: [] });
  });

  it("jobs are counted as their badges say it: one that failed and is late is both", () => {
    expect(headline(morning([broken("x", { alsoStale: true }), job("STALE")]), "id").sentence).toBe(
      "1 job gagal, 2 job terlambat.",
    );
  });

  it("what somebody has paused is told beside what is wrong, and what is worth knowing where nothing is", () => {
    const paused = job("OK", "paused", { since, until: null, by: "sari", reason: null });
    expect(headline(morning([job("FAILED"), paused]), "id").sentence).toBe("1 job gagal, 1 dijeda.");
    const noted = job("OK");
    const note = { kind: "rejected", message: null, count: 6, lastAt: since, userAgent: null } as const;
    expect(headline(morning([{ ...noted, health: { ...noted.health, notes: [note] } }]), "en").sentence).toBe(
      "All is well. 1 job runs on time. 1 note.",
    );
  });
});

describe("whatever the page shows in yellow or red, the headline does not say that all is well", () => {
  const kinds = Object.keys(toneOfNotice) as SystemNotice["kind"][];
  const noticeOf = (kind: SystemNotice["kind"]) =>
    ({
      kind,
      channel: "discord",
      since,
      failures: 2,
      alerts: 2,
      message: "Discord answered 404",
      mails: 12,
      reason: "locked: Trip",
      error: null,
      cause: "full",
      room: { folder: "/var/log", freeBytes: 0 },
      missing: ["COMPANY_NAME"],
    }) as unknown as SystemNotice;

  it.each(kinds)("%s", (kind) => {
    const notice = noticeOf(kind);
    for (const locale of ["id", "en"] as const) {
      const { tone, sentence } = headline(morning([job("OK")], { notices: [notice] }), locale);
      expect(tone).toBe(toneOfNotice[kind]);
      expect(sentence).not.toMatch(/aman|all is well/i);
      expect(sentence).toMatch(/^[A-Z0-9].*\.$/);
      expect(noticeInWords(notice, locale).length).toBeGreaterThan(sentence.length);
    }
  });

  it("all of them together, beside jobs and money", () => {
    const all = morning([job("FAILED")], { watches: [watch(250_000)], notices: kinds.map(noticeOf) });
    const { tone, sentence, wrong } = headline(all, "id");
    expect(tone).toBe("failed");
    expect(wrong).toBe(2 + kinds.length);
    // What is too much for one glance is counted, and stands below.
    expect(sentence).toMatch(
      /^Tidak ada peringatan [^.]+ sejak 10 Mei 07\.00 WIB\. 1 job gagal, Rp 250\.000 tertahan, [^,]+, [^,]+, \d+ hal lain\.$/,
    );
    // What no alert reaching anybody says already is not counted beside it.
    expect(sentence).toContain(`${kinds.length - 2 - 2} hal lain`);
  });

  it("no alert reaches anybody: that is said before all that is counted, once, and since when", () => {
    const channel = (name: string) => ({ ...noticeOf("channel"), channel: name }) as SystemNotice;
    const both = [noticeOf("unheard"), channel("email"), channel("discord")];
    const { sentence, mainLength } = headline(morning([job("FAILED")], { notices: both }), "en");
    expect(sentence).toBe("No alert has reached anybody since 10 May 07:00 WIB. 1 job failed.");
    expect(sentence.slice(0, mainLength)).toBe("No alert has reached anybody since 10 May 07:00 WIB. ");
    expect(headline(morning([], { notices: both }), "id")).toMatchObject({
      tone: "failed",
      sentence: "Tidak ada peringatan yang sampai ke siapa pun sejak 10 Mei 07.00 WIB.",
      wrong: 3,
    });
    // One that still delivers reaches somebody.
    expect(headline(morning([], { notices: [channel("discord")] }), "id").sentence).toBe("Peringatan tidak terkirim.");
  });
});
