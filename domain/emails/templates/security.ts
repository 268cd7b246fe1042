import { moment } from "#texts/format.ts";
import { account, heldUntil } from "./examples.ts";
import { appLink } from "./links.ts";
import type { Account } from "./money-back.ts";
import { defineTemplate } from "./template.ts";

/**
 * What the owner of an account is told after it changed, because it may not have been them. None holds a secret; each says
 * what to do then.
 */

/** `name` is missing while nobody has confirmed the address. */
type Owner = { name?: string };

const gaps = ({ name }: Owner) => ({ name, link: appLink("/lupa-sandi") });

/** The password is another now. */
export const passwordChanged = defineTemplate({
  to: "the owner",
  when: "the password was changed",
  toUnconfirmed: true,
  examples: () => [{ name: "Ana" }],
  values: gaps,
});

/** Money goes to another bank account now; only its last digits are named. `stopUrl` stops it, once. */
export const bankAccountChanged = defineTemplate({
  to: "the owner, old mailboxes too",
  when: "see [bank accounts](#bank-accounts)",
  toUnconfirmed: false,
  examples: () => [{ name: "Ana", ...account, stopUrl: appLink("/hentikan-rekening?token=a"), until: heldUntil }],
  secret: true,
  values: (
    props: Owner & { bankName: string; bankAccountNo: string; bankAccountName: string; stopUrl: string; until: Date },
    locale,
  ) => ({
    name: props.name,
    bank: props.bankName,
    digits: props.bankAccountNo.slice(-4),
    holder: props.bankAccountName,
    stopUrl: props.stopUrl,
    until: moment(props.until, locale),
  }),
});

/** A change of the bank account was stopped by the link of the mail above. `account` counts again; null where there was none. */
export const bankAccountStopped = defineTemplate({
  to: "the owner, old mailboxes too",
  when: "see [bank accounts](#bank-accounts)",
  toUnconfirmed: false,
  examples: () => [{ name: "Ana", account }],
  values: (props: Owner & { account: Account }) => ({
    ...gaps(props),
    bank: props.account?.bankName,
    digits: props.account?.bankAccountNo.slice(-4),
  }),
});

/** Somebody wants the account to have another address; to the one it has. Which one is said only where that one is confirmed. */
export const emailChangeAsked = defineTemplate({
  to: "the old address",
  when: "somebody asked for another address",
  toUnconfirmed: true,
  examples: () => [{ name: "Ana", newEmail: "ana.baru@example.com" }],
  values: (props: Owner & { newEmail?: string }) => ({ ...gaps(props), newEmail: props.newEmail }),
});

/** Signing in needs a code of the authenticator now. */
export const twoFactorOn = defineTemplate({
  to: "the owner",
  when: "the second step began",
  toUnconfirmed: false,
  examples: () => [{ name: "Ana" }],
  values: gaps,
});

/** The password alone signs in again. */
export const twoFactorOff = defineTemplate({
  to: "the owner",
  when: "the second step ended",
  toUnconfirmed: false,
  examples: () => [{ name: "Ana" }],
  values: gaps,
});

/** Their account is deleted; the last mail to that mailbox. */
export const accountDeleted = defineTemplate({
  to: "the owner",
  when: "they deleted their account",
  toUnconfirmed: false,
  examples: () => [{ name: "Ana" }],
  values: ({ name }: { name: string }) => ({ name, link: appLink("/privasi") }),
});
