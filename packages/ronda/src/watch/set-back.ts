/**
 * What lies further in the future than this was written by a clock that has been set back since: less is the difference of
 * two hosts, or a slot that was taken early.
 */
export const setBackMs = 10 * 60_000;
