import { createEmailVerificationToken } from "better-auth/api";
import { verifyJWT } from "better-auth/crypto";
import { z } from "zod";
import { appLink } from "#domain/emails/templates/links.ts";
import { auth } from "./auth.ts";

/** How long a link opens that confirms an address. */
export const verificationLifetimeMs = 24 * 3_600_000;

/** What a link says that confirms an address. The library signs it with `AUTH_SECRET`, so that nothing of it has to be kept. */
export type ConfirmationLink = {
  userId: string;
  /** The address that they have. */
  email: string;
  /** The one that they shall have. */
  newEmail?: string;
  /** Their `linkVersion` when the link was made; a later one ends it. */
  version: number;
  /** The path to which the link leads in the end. Inside the signed token, since whoever signs up can make it say anything. */
  wanted?: string;
};

/** The address of the page that takes such a link. */
export async function confirmationUrl(link: ConfirmationLink): Promise<string> {
  const { userId, email, newEmail, version, wanted } = link;
  const { secret } = await auth().$context;
  const requestType = newEmail && "change-email-verification";
  const more = { userId, requestType, version, wanted };
  const token = await createEmailVerificationToken(secret, email, newEmail, verificationLifetimeMs / 1000, more);
  return appLink(`/konfirmasi-email?${new URLSearchParams({ token })}`);
}

const payload = z.object({
  userId: z.string(),
  email: z.string(),
  updateTo: z.string().optional(),
  // Links that were mailed before they had one count as the first.
  version: z.number().default(0),
  wanted: z.string().optional(),
});

/** What a token says, or nothing when it is none of ours or too old. Whether it still counts is for the caller to see. */
export async function openConfirmation(token: string): Promise<ConfirmationLink | undefined> {
  const { secret } = await auth().$context;
  const { data } = payload.safeParse(await verifyJWT(token, secret));
  if (!data) return undefined;
  const { userId, email, updateTo, version, wanted } = data;
  return { userId, email, newEmail: updateTo, version, wanted };
}
