import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, id, moment, oneOf, typedLine, typedText, updatedAt } from "#db/columns.ts";
import { locales } from "#texts/languages.ts";

/** What a user may be. */
export const roles = ["USER", "ADMIN"] as const;

/** The states of an organizer's application. */
export const organizerStatuses = ["PENDING", "APPROVED", "REJECTED", "SUSPENDED"] as const;

/** A person. The auth library owns `email`, `emailVerified`, `name` and `image`; everything else is ours. */
export const users = pgTable(
  "User",
  {
    id: id(),
    email: text("email").notNull(),
    emailVerified: boolean("emailVerified").notNull(),
    name: typedLine("name").notNull(),
    image: text("image"),
    role: text("role", { enum: roles }).notNull().default("USER"),
    /** International form, `+62…`. */
    phone: typedLine("phone"),
    locale: text("locale", { enum: locales }).notNull().default("id"),
    bankName: typedLine("bankName"),
    bankAccountNo: typedLine("bankAccountNo"),
    bankAccountName: typedLine("bankAccountName"),
    /** When the account last became another one; null where it is as old as this column. */
    bankAccountChangedAt: moment("bankAccountChangedAt"),
    suspendedAt: moment("suspendedAt"),
    /** When they deleted their account: nothing of them is left here but the row that bookings and money point to. */
    deletedAt: moment("deletedAt"),
    /** Kept by the auth library: true once a code of the authenticator was accepted. */
    twoFactorEnabled: boolean("twoFactorEnabled").notNull().default(false),
    /** One-time links carry it; those with an older one open nothing any more. */
    linkVersion: integer("linkVersion").notNull().default(0),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex("User_email_key").on(sql`lower(${table.email})`),
    // Whose name stands on the bank statement, which banks cut off.
    index("User_name_idx").on(sql`lower(${table.name}) text_pattern_ops`),
    check("User_role_check", oneOf("role", roles)),
    // Which there are, the texts say: a language more changes no table.
    check("User_locale_check", sql`"locale" ~ '^[a-z]{2}$'`),
  ],
);

/** An application to organize trips, and the organizer's public profile once it is approved. */
export const organizerProfiles = pgTable(
  "OrganizerProfile",
  {
    id: id(),
    userId: text("userId")
      .notNull()
      .unique("OrganizerProfile_userId_key")
      .references(() => users.id),
    slug: text("slug").notNull().unique("OrganizerProfile_slug_key"),
    displayName: typedLine("displayName").notNull(),
    bio: typedText("bio").notNull(),
    city: typedLine("city").notNull(),
    whatsapp: typedLine("whatsapp").notNull(),
    status: text("status", { enum: organizerStatuses }).notNull(),
    /** Under `uploads/private/`, never public; null once it was forgotten. */
    idDocPath: text("idDocPath"),
    reviewNote: typedText("reviewNote"),
    reviewedById: text("reviewedById").references(() => users.id),
    reviewedAt: moment("reviewedAt"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    check("OrganizerProfile_status_check", oneOf("status", organizerStatuses)),
    index("OrganizerProfile_status_idx").on(table.status),
    index("OrganizerProfile_idDocPath_idx").on(table.idDocPath),
  ],
);

/** The auth library's sessions. */
export const sessions = pgTable(
  "Session",
  {
    id: id(),
    token: text("token").notNull().unique("Session_token_key"),
    userId: text("userId")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    expiresAt: moment("expiresAt").notNull(),
    ipAddress: text("ipAddress"),
    userAgent: text("userAgent"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index("Session_userId_idx").on(table.userId)],
);

/** The auth library's credentials: one row a way to sign in; `password` is its hash. */
export const accounts = pgTable(
  "Account",
  {
    id: id(),
    accountId: text("accountId").notNull(),
    providerId: text("providerId").notNull(),
    userId: text("userId")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    accessToken: text("accessToken"),
    refreshToken: text("refreshToken"),
    idToken: text("idToken"),
    accessTokenExpiresAt: moment("accessTokenExpiresAt"),
    refreshTokenExpiresAt: moment("refreshTokenExpiresAt"),
    scope: text("scope"),
    password: text("password"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index("Account_userId_idx").on(table.userId)],
);

/** The auth library's second factors. Secret and recovery codes are encrypted with `AUTH_SECRET`. */
export const twoFactors = pgTable("TwoFactor", {
  id: id(),
  userId: text("userId")
    .notNull()
    .unique("TwoFactor_userId_key")
    .references(() => users.id, { onDelete: "cascade" }),
  secret: text("secret").notNull(),
  backupCodes: text("backupCodes").notNull(),
  /** False until the owner has typed a first code. */
  verified: boolean("verified").notNull().default(false),
  failedVerificationCount: integer("failedVerificationCount").notNull().default(0),
  lockedUntil: moment("lockedUntil"),
  /** Ours: the step (30 seconds, counted from 1970) of the newest code that was taken; no code up to it counts again. */
  lastStep: bigint("lastStep", { mode: "number" }),
});

/** The auth library's one-time tokens. */
export const verifications = pgTable(
  "Verification",
  {
    id: id(),
    identifier: text("identifier").notNull(),
    value: text("value").notNull(),
    expiresAt: moment("expiresAt").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index("Verification_identifier_idx").on(table.identifier)],
);

/** Addresses that somebody had until lately: who took one away from its owner must not keep later warnings from that mailbox. */
export const formerEmails = pgTable(
  "FormerEmail",
  {
    id: id(),
    userId: text("userId")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    email: text("email").notNull(),
    createdAt: createdAt(),
  },
  (table) => [index("FormerEmail_userId_idx").on(table.userId)],
);

/** Links with which the owner of a mailbox stops a changed bank account; one a change and mailbox. */
export const bankAccountStops = pgTable(
  "BankAccountStop",
  {
    id: id(),
    userId: text("userId")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The link's token itself stands in the mail alone. */
    tokenHash: text("tokenHash").notNull().unique("BankAccountStop_tokenHash_key"),
    /** The mailbox that the link went to. */
    email: text("email").notNull(),
    /** The account that stood before the change; all null where there was none. */
    bankName: typedLine("bankName"),
    bankAccountNo: typedLine("bankAccountNo"),
    bankAccountName: typedLine("bankAccountName"),
    createdAt: createdAt(),
    expiresAt: moment("expiresAt").notNull(),
  },
  (table) => [index("BankAccountStop_userId_idx").on(table.userId)],
);

/** The auth library's counters, in the database so that every process counts together. */
export const rateLimits = pgTable("RateLimit", {
  id: id(),
  key: text("key").notNull().unique("RateLimit_key_key"),
  count: integer("count").notNull(),
  lastRequest: bigint("lastRequest", { mode: "number" }).notNull(),
});
