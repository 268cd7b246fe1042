import type { Texts } from "#texts/id.ts";

/** Why a request got no further than the front door, in words for whoever sent it. Keys are the front's own reasons. */
export const refusal: Texts["refusal"] = {
  title: "We could not take this request",
  home: "To the home page",
  reasons: {
    "bad-address": "This address cannot be read. It may have been copied wrongly or cut short.",
    "long-address": "This address is too long. Please start again from the home page.",
    "bad-headers": "The browser sent details that contradict each other. Please reload the page.",
    "too-many-headers": "The browser sent too many cookies. Delete the cookies of this site, then try again.",
    "bad-method": "This address does not take requests of that kind.",
    foreign:
      "This was sent from another site, so we do not take it. If you filled in a form of ours, open its page here again.",
    "no-body-here": "This address takes no data.",
    "wrong-type": "The data came in a form that we do not know.",
    "too-large": "This is too large. Please try a smaller file or a shorter text.",
    "too-many-fields": "This form holds too many fields at once.",
    "too-deep": "This data is nested too deeply for us to read.",
    unreadable: "This data cannot be read. Please reload the page, then send it again.",
    "cut-off": "The connection broke while you were sending. Please check it, then send again.",
    slow: "This took too long to arrive, so we stopped waiting. Please check your connection, then send again.",
    busy: "A lot is being sent at this moment. Please wait a little, then send again.",
    crowded:
      "SeTrip is very busy right now. Your request was not processed. Please wait a few seconds, then try again.",
    expectation: "This request expects something that we do not know.",
    "no-page":
      "There is no page at this address, so what you sent was not processed. Go back, open the page again, then send again.",
    "unknown-action": "SeTrip was updated while this page was open. Go back, reload the page, then send again.",
  },
};
