import { describe, expect, it } from "vitest";
import { reasons as runReasons } from "../record/reasons.ts";
import type { Health, HealthReason, OverviewWarning } from "../types.ts";
import { sentences as en } from "./en/sentences.ts";
import { sentences as id } from "./id/sentences.ts";
import { wordsFor } from "./words.ts";

const since = new Date("2026-05-10T18:00:00Z");
const runId = "r1";
const english = wordsFor({ locale: "en" });

const reasons: [HealthReason, string][] = [
  [{ kind: "error", message: "boom\n    at x.ts:1", runId, since }, "boom"],
  [{ kind: "error", message: null, runId, since }, "failed without a message"],
  [{ kind: "timeout", message: "x", runId, since }, "exceeded its time limit"],
  [{ kind: "crashed", message: null, runId, since }, "its signs of life ended before it did"],
  [{ kind: "expectation", message: "0 mails", runId, since }, "finished, but the result is of no use: 0 mails"],
  [{ kind: "never-ran", since }, "has never run. Its trigger may not be installed"],
  [{ kind: "missed", count: 1, since }, "1 slot passed without a run"],
  [{ kind: "silent", lastSuccessAt: since, since }, "no success since 10 May 18:00 UTC"],
  [{ kind: "silent", lastSuccessAt: null, since }, "has never succeeded"],
  [
    { kind: "off-slot", offsetMs: -7 * 3_600_000, since },
    "runs 7 h off its schedule. The server's time zone may not be the schedule's",
  ],
  [
    { kind: "rejected", count: 12, since },
    "its trigger was rejected 12 times (401). The trigger may send an old secret",
  ],
  [{ kind: "host-down", since }, "the server was down at its slot"],
  [{ kind: "restarts", count: 3, since }, "its last 3 runs were stopped by restarts before their end"],
];

it.each(reasons)("says what to do about %j in both languages, and what the app's own advice is instead", ({ kind }) => {
  const inEnglish = english.whatToDo({ kind });
  const inIndonesian = wordsFor({ locale: "id" }).whatToDo({ kind });
  for (const sentence of [inEnglish, inIndonesian]) expect(sentence).toMatch(/^[A-Z].{20,}[^.]$/);
  expect(inIndonesian).not.toBe(inEnglish);
  expect(wordsFor({ locale: "en", advice: { [kind]: "Ask Sari" } }).whatToDo({ kind })).toBe("Ask Sari");
});

it.each(reasons)("says %j in one line", (reason, line) => {
  expect(english.reason(reason)).toBe(line);
});

describe("why a run is what it is", () => {
  const since = "2026-11-23T18:00:02.000Z";
  const holder = "(run 019ab3a0-0000-7000-8000-000000000001 on vps, process 7)";
  it.each([
    [`already running since ${since}`, "masih berjalan sejak 24 Nov 01.00 WIB"],
    [`already running since ${since} ${holder}`, "masih berjalan sejak 24 Nov 01.00 WIB"],
    [
      `already running since ${since}: run x was closed as TIMED_OUT, but its function works on ${holder}`,
      "berjalan sejak 24 Nov 01.00 WIB; run itu sudah ditutup (melewati batas waktu), tetapi fungsinya masih bekerja",
    ],
    [runReasons.slotHasRun(new Date(since)), "jadwal 24 Nov 01.00 WIB sudah dijalankan"],
    [runReasons.ranElsewhere(), "jadwalnya sudah dijalankan proses lain"],
    [runReasons.noPlace(4), "menunggu sampai batasnya, karena job lain memakai semua 4 tempat di proses ini"],
    ["12 mails waiting; succeeded at attempt 2 of 3", "12 mails waiting; sukses pada percobaan ke-2 dari 3"],
    ["restart", "dihentikan karena prosesnya dimulai ulang"],
    ["4 email menunggu, kunci belum diisi", "4 email menunggu, kunci belum diisi"],
  ])("%s is said in the reader's language", (reason, said) => {
    expect(
      wordsFor({ locale: "id", displayZone: "Asia/Jakarta", zoneNames: { "Asia/Jakarta": "WIB" } }).runReason(reason),
    ).toBe(said);
    expect(wordsFor({ locale: "en" }).runReason(reason)).not.toContain("WIB");
  });
});

describe("an app's own", () => {
  const own = wordsFor({
    locale: "id",
    displayZone: "Asia/Jakarta",
    zoneNames: { "Asia/Jakarta": "WIB" },
    secretName: "CRON_SECRET",
    advice: { rejected: "CRON_SECRET di crontab mungkin lama" },
  });

  it("advice stands in place of the engine's", () => {
    expect(own.reason({ kind: "rejected", count: 2, since })).toBe(
      "pemicunya ditolak 2 kali (401). CRON_SECRET di crontab mungkin lama",
    );
    expect(own.reason({ kind: "never-ran", since })).toBe("belum pernah jalan. Pemicunya mungkin belum terpasang");
  });

  it("name of the secret stands in what is said of it", () => {
    expect(own.warning({ kind: "short-secret" })).toBe(
      "CRON_SECRET lebih pendek dari 32 karakter. Ganti dengan hasil `openssl rand -hex 32`.",
    );
    expect(own.warningInShort({ kind: "short-secret" })).toBe("CRON_SECRET terlalu pendek");
    expect(english.warning({ kind: "no-secret" })).toBe(
      "The triggers' secret is not set, so every trigger from outside gets a 500. Set it, then restart the app.",
    );
  });

  it("zone is that of its moments", () => {
    expect(own.reason({ kind: "silent", lastSuccessAt: since, since })).toBe("tidak ada sukses sejak 11 Mei 01.00 WIB");
  });
});

it("says of a channel what it answered", () => {
  const warning: OverviewWarning = {
    kind: "channel",
    channel: "discord",
    failures: 7,
    alerts: 1,
    since,
    message: "404",
  };
  expect(english.warning(warning)).toBe("1 alert has not got through discord: 404. Check its address.");
});

it("says that nobody hears of anything where every channel fails, and since when", () => {
  const unheard: OverviewWarning = { kind: "unheard", since };
  expect(english.warning(unheard)).toMatch(
    /^No alert has reached anybody since 10 May 18:00 UTC: every channel fails\. /,
  );
  expect(english.warningInShort(unheard)).toBe("no alert has reached anybody since 10 May 18:00 UTC");
});

const job = (badge: Health["badge"], state: Health["state"] = null) => ({
  health: { badge, state, alsoStale: false, reasons: [], notes: [] },
});

it("counts the troubled jobs, and says that all is well only where all have run", () => {
  expect(english.troubles([job("FAILED"), job("STALE"), job("STALE"), job("OK")])).toEqual([
    "1 job failed",
    "2 jobs are late",
  ]);
  expect(english.troubles([job("OK")])).toEqual([]);
  expect(english.allWell([job("OK"), job("OK", "waiting")])).toBe("All is well. 2 jobs run on time.");
  expect(english.allWell([job("OK", "waiting")])).toBe("All is well. 1 job waits for its first slot.");
});

it("says a day with what never ran, where there is such", () => {
  const day = { day: "2026-11-21", runs: 1200, errors: 1, skipped: 0, missed: 2, durationMs: 0 };
  expect(english.day(day)).toBe("Sat 21 Nov: 1,200 runs, 1 error, 2 missed");
  expect(wordsFor({ locale: "id" }).day({ ...day, missed: 0, skipped: 3 })).toBe(
    "Sab 21 Nov: 1.200 run, 1 error, 3 dilewati",
  );
});

it("speaks both languages with the same words to say", () => {
  const paths = (value: object, path = ""): string[] =>
    Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === "object" ? paths(inner, `${path}${key}.`) : [`${path}${key}`],
    );
  expect(paths(en).sort()).toEqual(paths(id).sort());
});

it.each([
  [{ status: "FAILED", reason: null }, "failed", "gagal"],
  [{ status: "ABANDONED", reason: "crashed" }, "was cut off before its end", "terputus sebelum selesai"],
  [{ status: "ABANDONED", reason: "restart" }, "was stopped by a restart", "dihentikan oleh restart"],
] as const)("%j %s", (run, english, indonesian) => {
  expect(wordsFor({ locale: "en" }).outcome(run)).toBe(english);
  expect(wordsFor({ locale: "id" }).outcome(run)).toBe(indonesian);
});

describe("a row that never ran", () => {
  const since = "2026-11-24T08:00:00.000Z";
  const engineReasons = [
    null,
    "",
    "some note of a former release",
    ...Object.values({
      running: runReasons.running({ id: "a", startedAt: new Date(since), status: "RUNNING" }),
      worksOn: runReasons.running({ id: "a", startedAt: new Date(since), status: "TIMED_OUT" }),
      slotHasRun: runReasons.slotHasRun(new Date(since)),
      ranElsewhere: runReasons.ranElsewhere(),
      noPlace: runReasons.noPlace(4),
      paused: runReasons.paused({ since: new Date(since), until: null, by: "Sari", reason: "moving" }),
      noneAlive: runReasons.noneAlive(),
      nobodyCame: runReasons.nobodyCame(),
      notRunAgain: runReasons.notRunAgain(),
      databaseAway: runReasons.databaseAway(),
      wasPaused: runReasons.wasPaused(),
    }),
  ];

  it.each(["id", "en"] as const)("tells why and what to do, whatever its reason, in %s", (locale) => {
    const words = wordsFor({ locale });
    for (const status of ["MISSED", "SKIPPED"] as const) {
      for (const reason of engineReasons) {
        const said = words.unrun({ status, reason });
        expect(said?.why, `${reason}`).toMatch(/^.{10,}\.$/);
        expect(said?.whatToDo, `${reason}`).toMatch(/^.{10,}\.$/);
        expect(`${said?.why}${said?.whatToDo}`).not.toMatch(/[A-Z]{4,}_?[A-Z]*/);
      }
    }
    for (const status of ["SUCCESS", "FAILED", "RUNNING"] as const)
      expect(words.unrun({ status, reason: null })).toBeNull();
  });
});

it("a clock that has leapt is told with its year, by how much and in which direction", () => {
  const countedAt = new Date("2026-11-30T17:46:00Z");
  const leapt = (days: number) => {
    const leapMs = days * 24 * 60 * 60_000;
    const wallAt = new Date(countedAt.getTime() + leapMs);
    return wordsFor({ locale: "en" }).warning({ kind: "clock", leapMs, wallAt, countedAt, since: countedAt });
  };
  expect(leapt(365)).toMatch(
    /365 d.* ahead: it says 30 Nov 2027 17:46:00 UTC, where 30 Nov 2026 17:46:00 UTC was counted/,
  );
  expect(leapt(-365)).toMatch(/365 d.* back: it says 30 Nov 2025 17:46:00 UTC/);
});
