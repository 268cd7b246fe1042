import { saveBankAccount } from "#domain/bank-accounts/change.ts";
import { savePrivateUpload } from "#domain/files/private.ts";
import { drawPicture } from "#domain/images/picture.ts";
import { demoAccounts } from "#domain/users/demo-accounts.ts";
import { type ImportedUser, importUser } from "#domain/users/imported-users.ts";
import { applyAsOrganizer } from "#domain/users/organizers.ts";
import type { BankAccount } from "#domain/users/people.ts";
import { approveOrganizer, rejectOrganizer } from "#domain/users/review.ts";
import type { PrivateFiles } from "#gateways/storage/private-files.ts";
import { drawDocument } from "./documents.ts";
import { mustBe } from "./must-be.ts";
import { applicants, banks, firstNames, type Leader, lastNames, leaders } from "./names.ts";
import { dayMs, hourMs, type Nights } from "./nights.ts";
import type { Random } from "./random.ts";
import type { Timeline } from "./timeline.ts";
import type { OrganizerKey } from "./trips/idea.ts";
import type { NightWatch } from "./watch.ts";

const participants = 84;

/** Somebody of the story. */
export type Person = {
  /** Set once they have joined. */
  id: string;
  joined: Promise<string>;
  name: string;
  email: string;
  phone: string;
  /** Where they want their money; whether they have told so is another question. */
  account: BankAccount;
  saysAccount: boolean;
};

/** Somebody who leads trips; `organizerId` is set once they have applied. */
export type Organizer = { person: Person; organizerId: string };

/** Everybody whom the story needs by name. */
export type People = {
  sari: Person;
  ana: Person;
  organizers: Record<OrganizerKey, Organizer>;
  /** Everybody else who travels. */
  travellers: Person[];
};

type Beginning = { timeline: Timeline; nights: Nights; random: Random; privateFiles: PrivateFiles; watch: NightWatch };

/** Plans how everybody in the sample comes to it: who can sign in, the organizers, the applicants, the travellers. */
export function populate(beginning: Beginning): People {
  const { random, nights } = beginning;
  const daysAgo = (days: number) => new Date(nights.now.getTime() - Math.round(days * dayMs));
  const joinedAt = () => daysAgo(random.between(120, 400));
  const [sari, hugo, ana, ayu] = demoAccounts.map((account, place) =>
    // Sari needs no account, and Ana has not said yet where she wants her money.
    joins(beginning, account, { at: new Date(daysAgo(420).getTime() + place * hourMs), saysAccount: place % 2 === 1 }),
  ) as [Person, Person, Person, Person];
  const leads = (leader: Leader, at: Date, joined: () => Date): Organizer => {
    const known = [hugo, ayu].find(({ name }) => name === leader.name);
    const person = known ?? joins(beginning, personOf(leader.name), { at: joined(), saysAccount: true });
    const organizer = { person, organizerId: "" };
    applies(beginning, organizer, { leader, at });
    return organizer;
  };
  const organizers = Object.fromEntries(
    Object.entries(leaders).map(([key, leader]) => {
      const at = daysAgo(key === "hugo" ? 419 : 119.5);
      const organizer = leads(leader, at, joinedAt);
      organizer.person.account.bankName = leader.bank;
      decides(beginning, organizer, { sari, at: new Date(at.getTime() + 9 * hourMs), note: null });
      return [key, organizer];
    }),
  ) as People["organizers"];
  for (const { leader, daysAgo: days, note } of applicants) {
    const at = daysAgo(days);
    const organizer = leads(leader, at, () => new Date(at.getTime() - hourMs));
    if (note) decides(beginning, organizer, { sari, at: new Date(at.getTime() + 26 * hourMs), note });
  }
  const names = new Set<string>();
  while (names.size < participants) names.add(`${random.pick(firstNames)} ${random.pick(lastNames)}`);
  const travellers = [...names].map((name) => {
    const locale = random.chance(0.06) ? "en" : "id";
    return joins(beginning, { ...personOf(name), locale }, { at: joinedAt(), saysAccount: random.chance(0.55) });
  });
  return { sari, ana, organizers, travellers };
}

type Newcomer = Omit<ImportedUser, "phone">;

/** Somebody gets an account, and says where to send money, if at all. */
function joins(
  { timeline, random, watch }: Beginning,
  newcomer: Newcomer,
  { at, saysAccount }: { at: Date; saysAccount: boolean },
): Person {
  const { name, email } = newcomer;
  const joined = Promise.withResolvers<string>();
  const phone = `+628${random.whole(11, 59)}${random.whole(10_000_000, 99_999_999)}`;
  const bankAccountNo = String(random.whole(1_000_000_000, 2_147_483_646));
  const account = { bankName: random.pick(banks), bankAccountNo, bankAccountName: name };
  const person: Person = { id: "", joined: joined.promise, name, email, phone, account, saysAccount };
  timeline.at(at, `${name} joins`, async (now) => {
    person.id = mustBe(await importUser({ ...newcomer, phone }, { now })).userId;
    joined.resolve(person.id);
    if (saysAccount) await saveBankAccount(person.id, person.account, { now });
    watch.mailsAfter(now);
  });
  return person;
}

function personOf(name: string): Newcomer {
  return { name, email: `${name.toLowerCase().replace(/[^a-z]+/g, ".")}@surel.example` };
}

function applies(
  { timeline, privateFiles }: Beginning,
  organizer: Organizer,
  { leader, at }: { leader: Leader; at: Date },
): void {
  const { person } = organizer;
  const { displayName, city, bio } = leader;
  timeline.at(at, `${person.name} applies as organizer`, async (now) => {
    const bytes = await drawDocument(["KARTU IDENTITAS", displayName, city]);
    const card = { userId: person.id, bytes, files: privateFiles, draw: drawPicture, now };
    const { path } = mustBe(await savePrivateUpload(card));
    const form = { displayName, city, bio, whatsapp: person.phone };
    organizer.organizerId = mustBe(
      await applyAsOrganizer({ userId: person.id, form, idDocPath: path, now }),
    ).organizerId;
  });
}

/** Sari approves an application, or rejects it where there is a `note` why. */
function decides(
  { timeline, watch }: Beginning,
  organizer: Organizer,
  { sari, at, note }: { sari: Person; at: Date; note: string | null },
): void {
  timeline.at(at, `Sari decides about ${organizer.person.name}`, async (now) => {
    const review = { organizerId: organizer.organizerId, adminId: sari.id, now };
    mustBe(note ? await rejectOrganizer({ ...review, note }) : await approveOrganizer(review));
    watch.mailsAfter(now);
  });
}
