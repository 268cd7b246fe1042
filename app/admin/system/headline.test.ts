import type { Badge, Health, JobOverview } from "ronda";
import { expect, it } from "vitest";
import { headline } from "./headline.ts";
import type { StuckMoney } from "./stuck-money.ts";

const health = (badge: Badge, state: Health["state"] = null): Health => ({
  badge,
  alsoStale: false,
  state,
  reasons: [],
  notes: [],
});
const jobs = (...healths: Health[]) => ({ jobs: healths.map((health) => ({ health }) as JobOverview) });
const stuck = (amountRupiah: number): StuckMoney => ({
  kind: "payouts",
  count: 1,
  amountRupiah,
  oldestAt: new Date("2026-05-10T00:00:00Z"),
  href: "/admin/payouts?stuck=1",
});

it("says that all is well, and of how many jobs", () => {
  expect(headline(jobs(health("OK"), health("OK", "waiting")), [], "id")).toEqual({
    tone: "ok",
    sentence: "Semua aman. 2 job berjalan tepat waktu.",
  });
  expect(headline(jobs(health("OK")), [], "en").sentence).toBe("All is well. 1 job runs on time.");
});

it("does not claim that jobs run which have not been due yet", () => {
  expect(headline(jobs(health("OK", "waiting")), [], "id").sentence).toBe(
    "Semua aman. 1 job menunggu jadwal pertamanya.",
  );
});

it("counts what is wrong and sums up the stuck money", () => {
  const wrong = jobs(health("FAILED"), health("STALE"), health("STALE"), health("OK"));
  expect(headline(wrong, [stuck(4_000_000), stuck(350_000)], "id")).toEqual({
    tone: "failed",
    sentence: "1 job gagal, 2 job terlambat, Rp 4.350.000 tertahan.",
  });
  expect(headline(wrong, [], "en").sentence).toBe("1 job failed, 2 jobs are late.");
});

it("is amber for stuck money alone, and starts with a capital", () => {
  expect(headline(jobs(health("OK")), [stuck(250_000)], "id")).toEqual({
    tone: "stale",
    sentence: "Rp 250.000 tertahan.",
  });
});

it("counts lost files apart from money", () => {
  const lost = (kind: "photos" | "papers"): StuckMoney => ({ ...stuck(0), kind, count: 2 });
  expect(headline(jobs(health("OK")), [stuck(250_000), lost("photos"), lost("papers")], "id")).toEqual({
    tone: "stale",
    sentence: "Rp 250.000 tertahan, 4 berkas hilang.",
  });
  expect(headline(jobs(health("OK")), [lost("photos")], "en").sentence).toBe("2 files are lost.");
});
