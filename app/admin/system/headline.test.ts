import type { Health, JobOverview } from "ronda";
import type { Badge } from "ronda/types";
import { describe, expect, it } from "vitest";
import { headline } from "./headline.ts";
import { noticeInWords, type SystemNotice, toneOfNotice } from "./notices.ts";
import type { StuckMoney } from "./stuck-money.ts";

const health = (badge: Badge, state: Health["state"] = null): Health => ({
  badge,
  alsoStale: false,
  state,
  reasons: [],
  notes: [],
});
const morning = (healths: Health[], stuck: StuckMoney[] = [], notices: SystemNotice[] = []) => ({
  overview: { jobs: healths.map((health) => ({ health }) as JobOverview) },
  stuck,
  notices,
});
const stuck = (amountRupiah: number): StuckMoney => ({
  kind: "payouts",
  count: 1,
  amountRupiah,
  oldestAt: new Date("2026-05-10T00:00:00Z"),
  href: "/admin/payouts?stuck=1",
});

it("says that all is well, and of how many jobs", () => {
  expect(headline(morning([health("OK"), health("OK", "waiting")]), "id")).toEqual({
    tone: "ok",
    sentence: "Semua aman. 2 job berjalan tepat waktu.",
    wrong: 0,
  });
  expect(headline(morning([health("OK")]), "en").sentence).toBe("All is well. 1 job runs on time.");
});

it("does not claim that jobs run which have not been due yet", () => {
  expect(headline(morning([health("OK", "waiting")]), "id").sentence).toBe(
    "Semua aman. 1 job menunggu jadwal pertamanya.",
  );
});

it("counts what is wrong and sums up the stuck money", () => {
  const wrong = [health("FAILED"), health("STALE"), health("STALE"), health("OK")];
  expect(headline(morning(wrong, [stuck(4_000_000), stuck(350_000)]), "id")).toEqual({
    tone: "failed",
    sentence: "1 job gagal, 2 job terlambat, Rp 4.350.000 tertahan.",
    wrong: 5,
  });
  expect(headline(morning(wrong), "en").sentence).toBe("1 job failed, 2 jobs are late.");
});

it("is amber for stuck money alone, and starts with a capital", () => {
  expect(headline(morning([health("OK")], [stuck(250_000)]), "id")).toEqual({
    tone: "stale",
    sentence: "Rp 250.000 tertahan.",
    wrong: 1,
  });
});

it("counts dead mails, which have no rupiah", () => {
  const dead: StuckMoney = { ...stuck(0), kind: "mails", count: 3 };
  expect(headline(morning([health("OK")], [stuck(250_000), dead]), "id").sentence).toBe(
    "Rp 250.000 tertahan, 3 email gagal.",
  );
  expect(headline(morning([health("OK")], [dead]), "en")).toMatchObject({ tone: "stale", sentence: "3 mails failed." });
});

it("counts lost files apart from money", () => {
  const lost = (kind: "photos" | "papers"): StuckMoney => ({ ...stuck(0), kind, count: 2 });
  expect(headline(morning([health("OK")], [stuck(250_000), lost("photos"), lost("papers")]), "id")).toMatchObject({
    tone: "stale",
    sentence: "Rp 250.000 tertahan, 4 berkas hilang.",
  });
  expect(headline(morning([health("OK")], [lost("photos")]), "en").sentence).toBe("2 files are lost.");
});

describe("whatever the page shows in yellow or red, the headline does not say that all is well", () => {
  const kinds = Object.keys(toneOfNotice) as SystemNotice["kind"][];
  const noticeOf = (kind: SystemNotice["kind"]) =>
    ({
      kind,
      channel: "discord",
      failures: 2,
      message: "Discord answered 404",
      mails: 12,
      reason: "locked: Trip",
    }) as SystemNotice;

  it.each(kinds)("%s", (kind) => {
    const notice = noticeOf(kind);
    for (const locale of ["id", "en"] as const) {
      const { tone, sentence } = headline(morning([health("OK")], [], [notice]), locale);
      expect(tone).toBe(toneOfNotice[kind]);
      expect(sentence).not.toMatch(/aman|all is well/i);
      expect(sentence).toMatch(/^[A-Z0-9].*\.$/);
      expect(noticeInWords(notice, locale).length).toBeGreaterThan(sentence.length);
    }
  });

  it("all of them together, beside jobs and money", () => {
    const all = morning([health("FAILED")], [stuck(250_000)], kinds.map(noticeOf));
    expect(headline(all, "id")).toMatchObject({
      tone: "failed",
      sentence:
        "1 job gagal, Rp 250.000 tertahan, semua pemicu job ditolak, sebagian basis data tidak menjawab, folder data tidak bisa dipakai, tabel database belum lengkap, pemeriksaan pembukuan terputus, peringatan tidak terkirim, 12 email belum bisa dikirim, CRON_SECRET terlalu pendek.",
    });
  });
});
