/** How hard a trip is, from a walk to a climb with a load. */
export const difficulties = ["EASY", "MODERATE", "HARD"] as const;
