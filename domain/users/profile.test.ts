import { expect, it } from "vitest";
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

it("nobody has no profile", async () => {
  expect(await profileOf("nowhere")).toBeUndefined();
});
