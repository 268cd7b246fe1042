import type { Health, HealthReason } from "ronda";
import type { HealthNote } from "ronda/types";
import { expect, it } from "vitest";
import { jobs } from "#jobs/index.ts";
import { processEmailJobs } from "#jobs/process-email-jobs.ts";
import { jobTextOf } from "#texts/jobs.ts";
import { systemWords, toneOf } from "./words.ts";

const since = new Date("2026-05-10T18:00:00Z");
const runId = "r1";

it.each<[HealthReason, string]>([
  [{ kind: "error", message: "boom\n    at x.ts:1", runId, since }, "boom"],
  [{ kind: "error", message: null, runId, since }, "gagal tanpa pesan"],
  [{ kind: "timeout", message: "x", runId, since }, "melewati batas waktu"],
  [{ kind: "crashed", message: null, runId, since }, "tanda hidupnya berhenti sebelum selesai"],
  [{ kind: "expectation", message: "0 email", runId, since }, "selesai, tetapi hasilnya tidak berguna: 0 email"],
  [{ kind: "never-ran", since }, "belum pernah jalan. Crontab mungkin belum terpasang"],
  [{ kind: "missed", count: 3, since }, "3 jadwal terlewat tanpa run"],
  [{ kind: "silent", lastSuccessAt: since, since }, "tidak ada sukses sejak 11 Mei 01.00 WIB"],
  [{ kind: "silent", lastSuccessAt: null, since }, "belum pernah sukses"],
  [
    { kind: "off-slot", offsetMs: -7 * 3_600_000, since },
    "jalan 7 jam di luar jadwal. Zona waktu server mungkin bukan UTC",
  ],
  [{ kind: "rejected", count: 12, since }, "pemicunya ditolak 12 kali (401). CRON_SECRET di crontab mungkin lama"],
  [{ kind: "host-down", since }, "server mati pada jadwalnya"],
])("says %j in one line", (reason, line) => {
  expect(systemWords("id").reason(reason)).toBe(line);
});

it("says in the reader's language that no mail gets out", () => {
  const message = processEmailJobs.expect?.({ picked: 3, succeeded: 0, failed: 3, unsent: 3 } as never) ?? "";
  const reason = { kind: "expectation", message, runId, since } as const;
  expect(systemWords("id").reason(reason)).toBe(
    "selesai, tetapi hasilnya tidak berguna: 3 email seharusnya terkirim, tetapi penyedia email tidak menerima satu pun, dan sejak itu belum ada yang terkirim",
  );
  expect(systemWords("en").reason(reason)).toBe(
    "finished, but the result is of no use: 3 mails were due, but the mail provider took none, and none has been sent since",
  );
});

it("is red for a run that ended badly and amber for one that did not come", () => {
  expect(toneOf({ kind: "crashed", message: null, runId, since })).toBe("failed");
  expect(toneOf({ kind: "missed", count: 1, since })).toBe("stale");
});

it("puts the state before the notes, and keeps a job's own note as it is", () => {
  const health = { badge: "OK", alsoStale: false, reasons: [] } as const;
  const notes = [
    { kind: "note" as const, message: "12 mails waiting, key missing" },
    {
      kind: "slow" as const,
      message: null,
      runMs: 2_400_000,
      usualMs: 120_000,
      maxRunMs: 3_600_000,
      runId: "r",
      startedAt: since,
      isOver: true,
    },
  ];
  expect(systemWords("en").notes({ ...health, state: "waiting", notes })).toEqual([
    "Waiting for its first slot",
    "12 mails waiting, key missing",
    "The run of 11 May 01:00 WIB took 40 min, usually 2 min",
  ]);
  const running = notes.map((note) => ({ ...note, isOver: false }) as HealthNote);
  expect(systemWords("id").notes({ ...health, state: null, notes: running })).toContain(
    "Sudah berjalan 40 mnt, biasanya 2 mnt; dihentikan setelah 1 jam",
  );
});

it("tells of rejected triggers although nothing is late", () => {
  const rejected = { kind: "rejected", message: null, count: 1, lastAt: since, userAgent: null } as const;
  const health: Health = { badge: "OK", alsoStale: false, state: null, reasons: [], notes: [rejected] };
  const inWords = (locale: "id" | "en") => systemWords(locale).notes(health);
  expect(inWords("id")).toEqual(["Pemicu ditolak 1 kali (401) sehari terakhir"]);
  expect(inWords("en")).toEqual(["Trigger rejected 1 time (401) in the last day"]);
});

it("says why nothing ran in the reader's language and WIB", () => {
  const skipped = "already running since 2026-05-10T18:00:00.000Z (run r1 on vps, process 7)";
  expect(systemWords("id").runReason(skipped)).toBe("masih berjalan sejak 11 Mei 01.00 WIB");
  expect(systemWords("en").runReason(skipped)).toBe("running since 11 May 01:00 WIB");
});

it("a pause of each job says what nobody does meanwhile", () => {
  for (const locale of ["id", "en"] as const) {
    for (const { name } of jobs)
      expect(jobTextOf(name, locale)?.paused, name).toMatch(/^(Selama itu|Until then) .*\.$/);
  }
});

it("what a run said of the mails that it could not send is said in the reader's language in lists, too", () => {
  const reason = "4 mails could not be sent, and none has been sent since";
  expect(systemWords("id").runReason(reason)).toMatch(/^4 email seharusnya terkirim/);
});
