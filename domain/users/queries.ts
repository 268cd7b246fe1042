import { and, count, desc, eq, isNotNull, isNull, lt, type SQL, sql } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import { db, type Transaction } from "#db/connection.ts";
import { behind, type PageOf, pageOf } from "#domain/lists/pages.ts";
import type { OrganizerProfile } from "./organizers.ts";
import { accountOf, type BankAccount } from "./people.ts";
import { organizerProfiles, type organizerStatuses, users } from "./schema.ts";

/** Which people a list shows. */
export const peopleStates = ["all", "admins", "organizers", "unverified", "suspended"] as const;

/** See {@link peopleStates}. */
export type PeopleState = (typeof peopleStates)[number];

type OrganizerStatus = (typeof organizerStatuses)[number];

/** Somebody as the list of people shows them. Only administrators may see it. */
export type ListedPerson = Pick<
  typeof users.$inferSelect,
  | "id"
  | "name"
  | "email"
  | "emailVerified"
  | "phone"
  | "role"
  | "twoFactorEnabled"
  | "suspendedAt"
  | "deletedAt"
  | "createdAt"
> & {
  /** Null for who never applied. */
  organizer: { id: string; displayName: string; slug: string; status: OrganizerStatus } | null;
};

/** How many people one page of the list holds. */
export const peoplePerPage = 50;

const listedColumns = {
  id: users.id,
  name: users.name,
  email: users.email,
  emailVerified: users.emailVerified,
  phone: users.phone,
  role: users.role,
  twoFactorEnabled: users.twoFactorEnabled,
  suspendedAt: users.suspendedAt,
  deletedAt: users.deletedAt,
  createdAt: users.createdAt,
  organizer: {
    id: organizerProfiles.id,
    displayName: organizerProfiles.displayName,
    slug: organizerProfiles.slug,
    status: organizerProfiles.status,
  },
};

/** People, the newest first. `next` is the `before` of the following page, absent on the last one. */
export async function listPeople(
  filter: { state?: PeopleState; before?: string } = {},
): Promise<{ people: ListedPerson[]; next?: string }> {
  const rows = await db()
    .select(listedColumns)
    .from(users)
    .leftJoin(organizerProfiles, eq(organizerProfiles.userId, users.id))
    .where(and(inState[filter.state ?? "all"](), filter.before ? lt(users.id, filter.before) : undefined))
    .orderBy(desc(users.id))
    .limit(peoplePerPage + 1);
  const people = rows.slice(0, peoplePerPage);
  return { people, next: rows.length > peoplePerPage ? people.at(-1)?.id : undefined };
}

const inState: Record<PeopleState, () => SQL | undefined> = {
  all: () => undefined,
  admins: () => eq(users.role, "ADMIN"),
  organizers: () => isNotNull(organizerProfiles.id),
  unverified: () => eq(users.emailVerified, false),
  suspended: () => isNotNull(users.suspendedAt),
};

/** People by their ids, as the list shows them. */
export async function peopleByIds(tx: Transaction, ids: readonly string[]): Promise<Map<string, ListedPerson>> {
  const people = await tx
    .select(listedColumns)
    .from(users)
    .leftJoin(organizerProfiles, eq(organizerProfiles.userId, users.id))
    .where(anyOf(users.id, ids));
  return new Map(people.map((person) => [person.id, person]));
}

/** Who has this mail address now, in whatever case it is written; undefined where nobody has. */
export async function personByEmail(email: string): Promise<ListedPerson | undefined> {
  const [person] = await db()
    .select(listedColumns)
    .from(users)
    .leftJoin(organizerProfiles, eq(organizerProfiles.userId, users.id))
    .where(eq(sql`lower(${users.email})`, email.toLowerCase()))
    .limit(1);
  return person;
}

/** Somebody as the list shows them; undefined for an id that nobody has. */
export async function findPerson(userId: string): Promise<ListedPerson | undefined> {
  const [person] = await db()
    .select(listedColumns)
    .from(users)
    .leftJoin(organizerProfiles, eq(organizerProfiles.userId, users.id))
    .where(eq(users.id, userId));
  return person;
}

/** An organizer's application with everything that decides about it. Only administrators may see it. */
export type Application = typeof organizerProfiles.$inferSelect & {
  /** The person behind it; `account` is null until all of it is filled in. */
  person: { name: string; email: string; phone: string | null; suspendedAt: Date | null; account: BankAccount | null };
};

/** How many applications one page holds: each is drawn with all that decides about it. */
export const applicationsPerPage = 10;

/** A page of the applications in one state, the one that has waited longest first. Those of suspended people are left out. */
export async function listApplications(status: OrganizerStatus, cursor?: string): Promise<PageOf<Application>> {
  const { updatedAt: at, id } = organizerProfiles;
  const rows = await applications(and(ofState(status), behind(cursor, { at, id })), applicationsPerPage + 1);
  return pageOf(rows, (row) => ({ at: row.updatedAt, id: row.id }), applicationsPerPage);
}

function ofState(status: OrganizerStatus): SQL | undefined {
  return and(eq(organizerProfiles.status, status), isNull(users.suspendedAt));
}

/** One application, in whatever state; undefined for an id that none has. */
export async function findApplication(organizerId: string): Promise<Application | undefined> {
  return (await applications(eq(organizerProfiles.id, organizerId), 1))[0];
}

async function applications(where: SQL | undefined, limit: number): Promise<Application[]> {
  const rows = await db()
    .select({ profile: organizerProfiles, user: users })
    .from(organizerProfiles)
    .innerJoin(users, eq(users.id, organizerProfiles.userId))
    .where(where)
    .orderBy(organizerProfiles.updatedAt, organizerProfiles.id)
    .limit(limit);
  return rows.map(({ profile, user }) => {
    const { name, email, phone, suspendedAt } = user;
    return { ...profile, person: { name, email, phone, suspendedAt, account: accountOf(user) } };
  });
}

/** How many applications wait for a decision, on all pages of {@link listApplications}. */
export async function countApplications(): Promise<number> {
  const [counted] = await db()
    .select({ waiting: count() })
    .from(organizerProfiles)
    .innerJoin(users, eq(users.id, organizerProfiles.userId))
    .where(ofState("PENDING"));
  return counted?.waiting ?? 0;
}

/** Somebody's application or profile as an organizer, in whatever state; nothing where they never asked to be one. */
export async function organizerOf(userId: string): Promise<OrganizerProfile | undefined> {
  const [profile] = await db().select().from(organizerProfiles).where(eq(organizerProfiles.userId, userId));
  return profile;
}
