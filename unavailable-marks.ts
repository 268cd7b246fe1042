/** What the browser's error page is told of an error for which the database is to blame, in place of a code for the log. */
export const unavailableDigest = "database-unavailable";

/** Says in the answer to an action that the database could not serve it, and why. */
export const unavailableHeader = "x-setrip-unavailable";

/** Says in the answer to an action that the front refused it, so that nothing was done; its text says why, in the visitor's language. */
export const refusedHeader = "x-setrip-refused";
