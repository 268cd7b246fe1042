import type { Texts } from "../id.ts";

/** The front page. */
export const home: Texts["home"] = {
  title: "Travel together, with money kept safe until you are home",
  lead: "SeTrip, open trips across Indonesia. Participants’ money is held until the trip is over.",
};
