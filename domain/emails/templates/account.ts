import { appLink } from "./links.ts";
import { defineTemplate } from "./template.ts";

/**
 * These go to addresses that nobody may have confirmed yet, so that a stranger could have typed everything that we know
 * of their owner. None says any of it, but the name of somebody whose address is confirmed.
 */

/** Proves that an address belongs to the person who typed it. `url` works once. */
export const verifyEmail = defineTemplate({
  to: "who signs up",
  when: "sign-up: the link that confirms the address",
  toUnconfirmed: true,
  examples: () => [{ url: appLink("/konfirmasi-email?token=a&b=c") }],
  secret: true,
  values: ({ url }: { url: string }) => ({ url }),
});

/** A link to choose a new password. `url` works once. */
export const resetPassword = defineTemplate({
  to: "the owner",
  when: "somebody asked for a new password",
  toUnconfirmed: true,
  examples: () => [{ name: "Ana", url: appLink("/atur-sandi?token=a") }],
  secret: true,
  values: ({ name, url }: { name?: string; url: string }) => ({ name, url }),
});

/** To somebody with whose address an account was asked for that they have already. */
export const accountExists = defineTemplate({
  to: "the owner",
  when: "somebody tried to sign up with their address",
  toUnconfirmed: true,
  examples: () => [{ name: "Ana" }],
  values: ({ name }: { name?: string }) => ({ name, link: appLink("/masuk"), reset: appLink("/lupa-sandi") }),
});

/** To the address that an account shall have from now on. `url` works once. */
export const changeEmail = defineTemplate({
  to: "the new address",
  when: "somebody asked for another address",
  toUnconfirmed: true,
  examples: () => [{ url: appLink("/konfirmasi-email?token=a") }],
  secret: true,
  values: ({ url }: { url: string }) => ({ url }),
});
