/** The page of a trip, and its organizer's. */
export const trips = {
  title: "Trip",
};
