import { type Env, env } from "#env.ts";

/** An account of the platform, to which participants pay. */
export type PlatformAccount = NonNullable<Env["PLATFORM_BANK_ACCOUNTS"]>[number];

/** Where people can pay, in the order in which they are offered; none until `PLATFORM_BANK_ACCOUNTS` is set. */
export function platformAccounts(): PlatformAccount[] {
  return env().PLATFORM_BANK_ACCOUNTS ?? [];
}

/** One of them by its key, which is what a payment keeps. */
export function platformAccount(key: string): PlatformAccount | undefined {
  return platformAccounts().find((account) => account.key === key);
}
