import { expect, it } from "vitest";
import { listAddress, listParams } from "./params.ts";

const lists = ["waiting", "all", "stuck"] as const;

it("opens with the first list", () => {
  expect(listParams({}, lists)).toEqual({ list: "waiting", search: "", cursor: undefined });
  expect(listParams({ daftar: "nothing" }, lists).list).toBe("waiting");
  expect(listParams({ daftar: ["all", "waiting"] }, lists).list).toBe("all");
});

it("understands the address that the watches link to", () => {
  expect(listParams({ stuck: "1" }, lists).list).toBe("stuck");
  expect(listAddress("/admin/payments", { list: "stuck" })).toBe("/admin/payments?stuck=1");
});

it("says what it reads", () => {
  const shown = { list: "all", search: "ST-7 & co", cursor: "12.ab" } as const;
  const address = listAddress("/admin/payments", shown);
  expect(listParams(Object.fromEntries(new URL(address, "http://x").searchParams), lists)).toEqual(shown);
  expect(listAddress("/admin/payments", {})).toBe("/admin/payments");
});

it("searches for what is seen of what was typed, and cuts it where nobody types more", () => {
  const searched = (cari: string) => listParams({ cari }, lists).search;
  expect(searched("\u202A ST\u20117F3K9\u200B\u00A0")).toBe("ST-7F3K9");
  expect(searched("\u200B\u3164\0")).toBe("");
  expect(searched("\u{1F680}".repeat(100))).toBe("\u{1F680}".repeat(50));
  expect(searched(`x${"\u{1F680}".repeat(100)}`)).toBe(`x${"\u{1F680}".repeat(49)}`);
});
