/**
 * How long is waited for what comes by itself, as an app that starts. No promise: it only ends what hangs, so it is many times
 * what a quiet machine takes, and one that is ten times slower fails nothing by it.
 */
export const patienceMs = 240_000;

/** The same for a whole test in which several such things come one after the other. */
export const wholeTestMs = 600_000;
