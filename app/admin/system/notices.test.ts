import type { JobOverview, Overview } from "ronda";
import { describe, expect, it } from "vitest";
import { channelsOf } from "#channels.ts";
import { noAdminMessage } from "#domain/office/known-errors.ts";
import { type Env, environmentVariables } from "#env.ts";
import type { Readiness } from "#health/readiness.ts";
import type { Books } from "./books.ts";
import { channelAdvice, noticeInTwo, noticeInWords, noticeLinks, noticesOf } from "./notices.ts";

const well: Readiness = { database: "ok", migrations: "ok", dataFolder: "ok", cronSecret: "ok", clock: "ok" };
const patrol: Overview["patrol"] = { lastFinishedAt: null, isLate: false, error: null };
const nothing = { overview: { warnings: [], jobs: [], patrol }, books: null, ready: well, mails: 0 };
const kinds = (found: Partial<Parameters<typeof noticesOf>[0]>) =>
  noticesOf({ ...nothing, ...found }).map(({ kind }) => kind);
const books = (status: Books["last"]["status"]): Books => ({ checked: null, last: { id: "run-7", status } });

describe("what is wrong with the installation", () => {
  it("is nothing where nothing was found", () => {
    expect(kinds({})).toEqual([]);
    expect(kinds({ books: books("SUCCESS") })).toEqual([]);
  });

  it("stands in order of how bad it is", () => {
    const warnings: Overview["warnings"] = [
      { kind: "short-secret" },
      {
        kind: "channel",
        channel: "discord",
        failures: 1,
        alerts: 1,
        since: new Date(0),
        message: "Discord answered 404",
      },
    ];
    const ready = { ...well, dataFolder: "does not exist", migrations: "1 of 14 are missing" };
    expect(kinds({ overview: { warnings, jobs: [], patrol }, ready, mails: 3 })).toEqual([
      ...["data-folder", "migrations"],
      ...["short-secret", "channel", "mail-key"],
    ]);
  });

  it("is a company that nobody can write to, by the variables that say who it is", () => {
    const [notice] = noticesOf({ ...nothing, missing: ["COMPANY_NAME", "CONTACT_EMAIL"] });
    expect(notice?.kind).toBe("contact");
    expect(noticeInWords(notice!, "id")).toContain("Isi `COMPANY_NAME`, `CONTACT_EMAIL` di .env");
    expect(noticeInWords(notice!, "en")).toContain("Set `COMPANY_NAME`, `CONTACT_EMAIL` in .env");
  });

  it("is a database that serves not all, and then nothing is said of the migrations that nobody could ask for", () => {
    const ready = { ...well, database: "locked: Trip by process 7 for 40 s", migrations: "nobody could be asked" };
    expect(kinds({ ready })).toEqual(["database"]);
  });

  it.each([
    ["has no space left", "penuh", "disk"],
    ["uploads/trips in it has no space left", "penuh", "disk"],
    ["may not be written to by this user", "tidak boleh menulis", "data-folder"],
    ["is on a disk that is mounted for reading only", "hanya untuk dibaca", "data-folder"],
    ["does not exist: make the folder that SETRIP_DATA_DIR names", "tidak ada", "data-folder"],
    [
      `uploads/trips ${"in it has lost its files: the database names some, and none of the oldest is there. Mount its disk, or restore the backup; if they are lost for good, make the file"} /data/uploads/trips/.setrip`,
      "pulihkan dari cadangan",
      "data-folder",
    ],
    ["no answer within 1500 ms", "tidak bisa ditulisi", "data-folder"],
  ])("is a folder of data that %s, told with its cause and a way to the mend", (dataFolder, words, part) => {
    const [notice] = noticesOf({ ...nothing, ready: { ...well, dataFolder } });
    expect(noticeInWords(notice!, "id")).toContain(words);
    expect(noticeLinks(notice!, "id")[0]?.href).toBe(`/admin/system/panduan#${part}`);
  });

  it("is a disk on which next to nothing is left, and that is told once", () => {
    const room = { folder: "/var/log", freeBytes: 3 * 2 ** 20 };
    const [notice, ...more] = noticesOf({ ...nothing, room });
    expect(noticeInWords(notice!, "id")).toContain("Disk `/var/log` hampir penuh: tinggal 3 MB.");
    expect(more).toEqual([]);
    expect(kinds({ room, ready: { ...well, dataFolder: "has no space left" } })).toEqual(["data-folder"]);
    expect(kinds({ room: { ...room, freeBytes: 2 ** 30 } })).toEqual([]);
  });

  it("of a channel is one line that says which, and what it responded stands with what to do", () => {
    const failing = { failures: 9, alerts: 3, since: new Date(0), message: "Discord answered 404: Unknown Webhook" };
    const told = noticeInTwo({ kind: "channel", channel: "discord", ...failing }, "id");
    expect(told.found).toBe("3 peringatan belum sampai lewat discord");
    expect(told.advice).toMatch(
      /^Alamat yang dihubungi tidak ada atau sudah dihapus\. Periksa `ADMIN_ALERT_WEBHOOK_URL`/,
    );
    expect(noticeInTwo({ kind: "short-secret" }, "en").found).toBe("CRON_SECRET is shorter than 32 characters");
  });

  it("is a patrol that has not run for minutes", () => {
    expect(kinds({ overview: { warnings: [], jobs: [], patrol: { ...patrol, isLate: true } } })).toEqual(["patrol"]);
  });

  it("says once that the books were not proven: a failed job says it by its badge, one cut short does not", () => {
    expect(kinds({ books: books("ABANDONED") })).toEqual(["books"]);
    const job = { health: { badge: "FAILED" }, lastError: { id: "run-7" } } as JobOverview;
    expect(kinds({ books: books("FAILED"), overview: { warnings: [], jobs: [job], patrol } })).toEqual([]);
  });
});

it.each([
  ["email", noAdminMessage, "Have an admin confirm their address"],
  ["email", "getaddrinfo ENOTFOUND api.resend.com", "once mails go out: mend `process-email-jobs`"],
  ["email", "3 mails could not be sent, and none has been sent since", "once mails go out"],
  ["discord", "getaddrinfo ENOTFOUND discord.com", "Check `ADMIN_ALERT_WEBHOOK_URL`"],
])("what to look at while %s does not deliver (%s) is about that very cause", (channel, message, advice) => {
  expect(channelAdvice(channel, message, "en")).toContain(advice);
});

/** What passes where an address does not. */
const noAddresses = {
  TELEGRAM_BOT_TOKEN: "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11",
  TELEGRAM_CHAT_ID: "-1001234567890",
  ALERT_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, "s").toString("base64")}`,
};

it("every channel that a variable switches on says which variables to look at", () => {
  const addresses = Object.fromEntries(environmentVariables.map((name) => [name, "https://hooks.example/1"]));
  const everything = { ...addresses, ...noAddresses } as unknown as Env;
  const names = channelsOf(everything, { displayZone: "Asia/Jakarta", zoneNames: {} }).map(({ name }) => name);
  const others = names.filter((name) => name !== "email");
  expect(others).toEqual(expect.arrayContaining(["discord", "telegram", "webhook"]));
  for (const channel of others) expect(channelAdvice(channel, "ENOTFOUND", "en"), channel).toMatch(/`[A-Z_]{6,}`/);
});
