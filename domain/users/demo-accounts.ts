/**
 * The people of the sample data that somebody may sign in as: an admin, an organizer, a participant, and one who waits
 * to be approved as an organizer. Shown on the sign-in page, and only in the demo.
 */
export const demoAccounts = [
  { name: "Sari", role: "ADMIN", email: "sari@setrip.example", password: "ronda-malam" },
  { name: "Hugo", role: "USER", email: "hugo@setrip.example", password: "puncak-rinjani" },
  { name: "Ana", role: "USER", email: "ana@setrip.example", password: "ombak-pagi" },
  { name: "Ayu", role: "USER", email: "ayu@setrip.example", password: "curug-sunyi" },
] as const;
