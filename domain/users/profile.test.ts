import { expect, it } from "vitest";
import { readFormVersion, writeFormVersion } from "#domain/audit/form-version.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenUser } from "#tests/rows.ts";
import { audits } from "#tests/stories.ts";
import { profileOf, saveProfile } from "./profile.ts";

ownDatabase();

const now = new Date("2026-05-02T03:00:00Z");

it("a changed name and phone number are kept and written down, unchanged ones are not", async () => {
  const ana = await givenUser({ phone: null });
  await saveProfile(ana.id, { name: "Ana Putri", phone: "+628111222333" }, { now });
  await saveProfile(ana.id, { name: "Ana Putri", phone: "+628111222333" }, { now });
  await saveProfile("nowhere", { name: "Eve", phone: "+628111222333" }, { now });
  expect(await profileOf(ana.id)).toEqual({
    name: "Ana Putri",
    phone: "+628111222333",
    email: ana.email,
    emailVerified: true,
    account: null,
  });
  expect(await audits("user.save-profile")).toMatchObject([
    { actorId: ana.id, before: { name: "Ana", phone: null }, after: { name: "Ana Putri" } },
  ]);
});

it("an old page takes nothing back that was changed elsewhere, and asks where both changed the same", async () => {
  const ana = await givenUser({ phone: "+628111222333" });
  const version = readFormVersion(writeFormVersion(ana.id, { name: ana.name, phone: ana.phone }));
  await saveProfile(ana.id, { name: ana.name, phone: "+628999888777" }, { version, now });
  const old = { name: "Ana Putri", phone: "+628111222333" };
  expect(await saveProfile(ana.id, old, { version, now })).toEqual({ ok: true });
  expect(await profileOf(ana.id)).toMatchObject({ name: "Ana Putri", phone: "+628999888777" });
  expect(await saveProfile(ana.id, { ...old, name: "Ana Dewi" }, { version, now })).toEqual({
    ok: false,
    reason: "changed-elsewhere",
    values: ["name"],
  });
  expect(await profileOf(ana.id)).toMatchObject({ name: "Ana Putri", phone: "+628999888777" });
});

it("nobody has no profile", async () => {
  expect(await profileOf("nowhere")).toBeUndefined();
});
