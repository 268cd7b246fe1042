import { expect, it } from "vitest";
import { booksOf } from "./books.ts";

const at = new Date("2026-05-20T18:45:00Z");
const balance = { bankRupiah: 100, owedToParticipantsRupiah: 30, owedToOrganizersRupiah: 60, feesRupiah: 10 };
const good = { id: "1", status: "SUCCESS", startedAt: at, createdAt: at, payload: balance } as const;
const failed = { ...good, id: "2", status: "FAILED", payload: null } as const;
const missed = { ...good, id: "3", status: "MISSED", startedAt: null, payload: null } as const;

it("are what the last check found, as of when it looked", () => {
  expect(booksOf([good])).toEqual({ checked: { balance, at }, last: { id: "1", status: "SUCCESS" } });
});

it("stay those of the check before when the last one failed, which is said", () => {
  expect(booksOf([missed, failed, good])).toEqual({ checked: { balance, at }, last: { id: "2", status: "FAILED" } });
});

it("are unknown before the first check, and after one whose result is not a balance", () => {
  expect(booksOf([])).toBeNull();
  expect(booksOf([missed])).toBeNull();
  expect(booksOf([{ ...good, payload: { bankRupiah: "1" } }])?.checked).toBeNull();
});
