import { demoAccounts } from "#domain/users/demo-accounts.ts";
import { banks, firstNames, type Leader, lastNames, leaders } from "./names.ts";
import type { Random } from "./random.ts";
import type { OrganizerKey } from "./trips/idea.ts";
import type { OrganizerRow, UserRow, World } from "./world.ts";

const participants = 84;

export type People = {
  sari: UserRow;
  ana: UserRow;
  organizers: Record<OrganizerKey, { user: UserRow; profile: OrganizerRow }>;
  /** Ana and everybody else who travels. */
  travellers: UserRow[];
};

/** Everybody in the sample: the three who can sign in, the organizers, two applicants, and travellers. */
export function populate(world: World, random: Random): People {
  const joined = () => world.daysAgo(random.between(120, 400));
  const [sari, hugo, ana] = demoAccounts.map((account) =>
    addUser(world, random, { name: account.name, email: account.email, role: account.role, at: world.daysAgo(420) }),
  ) as [UserRow, UserRow, UserRow];
  giveBank(ana, "BCA", random);
  const organizers = Object.fromEntries(
    Object.entries(leaders).map(([key, leader]) => {
      const user =
        key === "hugo"
          ? hugo
          : addUser(world, random, { name: leader.name, email: emailOf(leader.name), at: joined() });
      giveBank(user, leader.bank, random);
      return [key, { user, profile: addOrganizer(world, user, leader, { status: "APPROVED", reviewer: sari }) }];
    }),
  ) as People["organizers"];
  addApplicants(world, random, sari);
  const names = new Set<string>();
  while (names.size < participants) names.add(`${random.pick(firstNames)} ${random.pick(lastNames)}`);
  const others = [...names].map((name) => {
    const user = addUser(world, random, {
      name,
      email: emailOf(name),
      locale: random.chance(0.06) ? "en" : "id",
      at: joined(),
    });
    if (random.chance(0.55)) giveBank(user, random.pick(banks), random);
    return user;
  });
  return { sari, ana, organizers, travellers: [ana, ...others] };
}

/** One who waits for an answer and one who got a no, so that the admin has something to look at. */
function addApplicants(world: World, random: Random, reviewer: UserRow): void {
  const ayu = {
    name: "Ayu Lestari",
    displayName: "Ayo ke Curug",
    city: "Bogor",
    bank: "BCA",
    bio: "Trip air terjun sehari dari Bogor.",
  };
  const doni = {
    name: "Doni Saputra",
    displayName: "Doni Adventure",
    city: "Bekasi",
    bank: "BRI",
    bio: "Open trip murah meriah.",
  };
  for (const [leader, status] of [
    [ayu, "PENDING"],
    [doni, "REJECTED"],
  ] as const) {
    const user = addUser(world, random, { name: leader.name, email: emailOf(leader.name), at: world.daysAgo(12) });
    giveBank(user, leader.bank, random);
    addOrganizer(world, user, leader, { status, reviewer });
  }
}

type NewUser = { name: string; email: string; role?: UserRow["role"]; locale?: UserRow["locale"]; at: Date };

function addUser(world: World, random: Random, { name, email, role = "USER", locale = "id", at }: NewUser): UserRow {
  return world.add("users", {
    id: world.id(at),
    email,
    emailVerified: true,
    name,
    image: null,
    role,
    phone: `+628${random.whole(11, 59)}${random.whole(10_000_000, 99_999_999)}`,
    locale,
    bankName: null,
    bankAccountNo: null,
    bankAccountName: null,
    suspendedAt: null,
    twoFactorEnabled: false,
    createdAt: at,
    updatedAt: at,
  });
}

function addOrganizer(
  world: World,
  user: UserRow,
  leader: Leader,
  { status, reviewer }: { status: OrganizerRow["status"]; reviewer: UserRow },
): OrganizerRow {
  const at = new Date(user.createdAt.getTime() + 3_600_000);
  const reviewedAt = status === "PENDING" ? null : new Date(at.getTime() + 26 * 3_600_000);
  const profile = world.add("organizers", {
    id: world.id(at),
    userId: user.id,
    slug: slugOf(leader.displayName),
    displayName: leader.displayName,
    bio: leader.bio,
    city: leader.city,
    whatsapp: user.phone ?? "",
    status,
    idDocPath: `${user.id}-ktp.webp`,
    reviewNote: status === "REJECTED" ? "Nama di KTP berbeda dengan pemilik rekening." : null,
    reviewedById: reviewedAt && reviewer.id,
    reviewedAt,
    createdAt: at,
    updatedAt: reviewedAt ?? at,
  });
  if (reviewedAt) {
    const actor = { type: "ADMIN", id: reviewer.id } as const;
    const action = status === "REJECTED" ? "organizer.reject" : "organizer.approve";
    world.record({
      actor,
      action,
      entity: "OrganizerProfile",
      entityId: profile.id,
      before: { status: "PENDING" },
      after: { status },
      at: reviewedAt,
    });
  }
  return profile;
}

function giveBank(user: UserRow, bank: string, random: Random): void {
  user.bankName = bank;
  user.bankAccountNo = String(random.whole(1_000_000_000, 2_147_483_646));
  user.bankAccountName = user.name;
}

function emailOf(name: string): string {
  return `${slugOf(name).replaceAll("-", ".")}@surel.example`;
}

function slugOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}
