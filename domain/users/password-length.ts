/** Shortest password that people may choose. */
export const minPasswordLength = 10;

/** Longest password that people may choose: hashing a longer one would cost too much. */
export const maxPasswordLength = 128;
