/**
 * When to do what an answer must not depend on. Whoever asks for a mail to an address learns from the time of the answer
 * whether it has an account, unless the address is looked up once they are answered.
 */
export type Defer = (work: () => Promise<void>) => void | Promise<void>;

/** For callers whom nobody waits for. */
export const withoutDeferring: Defer = (work) => work();
