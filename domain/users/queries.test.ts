import { describe, expect, it } from "vitest";
import { ownDatabase } from "#tests/database.ts";
import { givenOrganizer, givenUser, madeAt } from "#tests/rows.ts";
import {
  applicationsPerPage,
  countApplications,
  findApplication,
  findPerson,
  listApplications,
  listPeople,
  peoplePerPage,
  personByEmail,
} from "./queries.ts";

ownDatabase();

const names = async (...filter: Parameters<typeof listPeople>) =>
  (await listPeople(...filter)).people.map(({ name }) => name);

describe("the list of people", () => {
  it("has the newest first, and knows one of them by a mail address in whatever case", async () => {
    await givenUser({ name: "Ana", email: "ana@example.com" });
    await givenUser({ name: "Hugo", email: "hugo@example.com" });
    expect(await names()).toEqual(["Hugo", "Ana"]);
    expect(await personByEmail("Ana@Example.com")).toMatchObject({ name: "Ana" });
    expect(await personByEmail("eve@example.com")).toBeUndefined();
  });

  it("shows those in one state", async () => {
    await givenUser({ name: "Sari", role: "ADMIN" });
    await givenUser({ name: "Ana", emailVerified: false });
    await givenUser({ name: "Eve", suspendedAt: madeAt });
    await givenOrganizer();
    expect(await names({ state: "admins" })).toEqual(["Sari"]);
    expect(await names({ state: "unverified" })).toEqual(["Ana"]);
    expect(await names({ state: "suspended" })).toEqual(["Eve"]);
    expect(await names({ state: "organizers" })).toEqual(["Hugo"]);
  });

  it("goes on where a page ends, and says where there is no more", async () => {
    for (let person = 0; person <= peoplePerPage; person++) await givenUser({ name: `Ana ${person}` });
    const first = await listPeople();
    expect(first.people).toHaveLength(peoplePerPage);
    expect(await listPeople({ before: first.next })).toMatchObject({ people: [{ name: "Ana 0" }], next: undefined });
  });

  it("holds no password, no bank account and no secret", async () => {
    await givenUser({ bankName: "BCA", bankAccountNo: "5550001", bankAccountName: "Ana" });
    expect(JSON.stringify(await listPeople())).not.toContain("5550001");
  });

  it("knows one of them by the id", async () => {
    const ana = await givenUser();
    expect(await findPerson(ana.id)).toMatchObject({ email: ana.email, organizer: null });
    expect(await findPerson("nowhere")).toBeUndefined();
  });
});

describe("applications to organize", () => {
  it("come with the identity card, the bank account and the person, the longest waiting first", async () => {
    const account = { bankName: "BCA", bankAccountNo: "9876543210", bankAccountName: "Hugo" };
    const late = await givenOrganizer({ status: "PENDING", updatedAt: new Date("2026-05-03T03:00:00Z") });
    const user = await givenUser({ name: "Ana" });
    const early = await givenOrganizer({ status: "PENDING", user, idDocPath: "ktp.webp" });
    await givenOrganizer();
    await givenOrganizer({ status: "PENDING", user: await givenUser({ name: "Eve", suspendedAt: madeAt }) });
    expect(await listApplications("PENDING")).toEqual({
      rows: [
        expect.objectContaining({
          id: early.id,
          idDocPath: "ktp.webp",
          person: expect.objectContaining({ name: "Ana", account: null }),
        }),
        expect.objectContaining({ id: late.id, person: expect.objectContaining({ name: "Hugo", account }) }),
      ],
    });
    expect(await countApplications()).toBe(2);
    expect(await findApplication(early.id)).toMatchObject({ person: { email: user.email } });
    expect(await findApplication("nowhere")).toBeUndefined();
  });

  it("come a page at a time, however many wait, and all are counted", async () => {
    const together = { status: "PENDING" as const, updatedAt: new Date("2026-05-03T03:00:00Z") };
    for (let person = 0; person <= applicationsPerPage; person++) await givenOrganizer(together);
    const first = await listApplications("PENDING");
    const second = await listApplications("PENDING", first.next);
    expect(first.rows).toHaveLength(applicationsPerPage);
    expect(second).toEqual({ rows: [expect.anything()] });
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(applicationsPerPage + 1);
    expect(await countApplications()).toBe(applicationsPerPage + 1);
  });
});
