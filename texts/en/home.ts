import type { Texts } from "#texts/id.ts";
import { plural } from "./plural.ts";

/** The front page: looking for a trip. */
export const home: Texts["home"] = {
  title: "Travel together, with money kept safe until you are home",
  lead: "Open trips led by organizers we have checked, from Sabang to Raja Ampat. We hold what you pay until the trip is over.",
  description:
    "Find open trips across Indonesia. Organizers are checked, what you pay is held until the trip is over, and you get all of it back if the trip is called off.",
  search: {
    label: "Find a trip",
    destination: "Where to?",
    destinationExample: "Bromo, Lombok, Raja Ampat",
    month: "Month",
    anyMonth: "Any time",
    price: "Price per person",
    anyPrice: "Any price",
    upTo: (amount) => `Up to ${amount}`,
    withSeats: "Only with free seats",
    submit: "Search",
    reset: "Clear all",
  },
  promises: [
    { title: "Checked organizers", detail: "We match identity and bank account before anyone may open a trip." },
    { title: "SeTrip holds the money", detail: "You pay us. The organizer is paid once the trip is over." },
    { title: "Cancel without arguing", detail: "One refund rule for every trip, and you see it before you pay." },
  ],
  howItWorks: "See how your money is kept",
  upcoming: "Leaving soon",
  found: (trips) => plural(trips, "trip", "trips"),
  foundMore: (trips) => `more than ${plural(trips, "trip", "trips")}`,
  searchTitle: (what) => `Open trips: ${what}`,
  inMonth: (month) => month,
  results: "Matching trips",
  filteredBy: "Filtered by",
  without: (filter) => `Remove filter: ${filter}`,
  order: "Sort by",
  soonest: "Soonest",
  cheapest: "Cheapest",
  next: "More trips",
  first: "Back to the start",
  pages: "Pages of trips",
  nothing: {
    title: "No trip matches yet",
    lead: "Try a shorter word, another month, or a higher price.",
    meanwhile: "Meanwhile, these leave soonest",
  },
  none: {
    title: "No trips are open yet",
    lead: "New trips appear here as soon as an organizer opens one. Know a good route?",
    become: "Run your own trip",
  },
};
