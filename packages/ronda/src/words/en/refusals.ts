import type { Refusals } from "../id/refusals.ts";

/** Why an action was not taken, as a sentence. */
export const refusals: Refusals = {
  fields: {},
  problems: {
    empty: (field) => `"${field}" is empty.`,
    "too-long": (field, most) => `"${field}" is too long: at most ${most} characters are kept.`,
    "not-one-line": (field) => `"${field}" must be one line of text.`,
    "not-a-moment": (field) => `"${field}" must be a moment.`,
    past: (field) => `"${field}" must be in the future: that moment has passed.`,
    "too-far": (field) => `"${field}" must be nearer: at most ten years from now.`,
    "not-an-option": (field) => `"${field}" is no option of this.`,
  },
  unknownJob: (hint) =>
    hint ? `There is no job of that name. Did you mean "${hint}"?` : "There is no job of that name.",
  alreadyPaused: (by, since, until) =>
    until
      ? `${by} has paused it already, since ${since}, until ${until}.`
      : `${by} has paused it already, since ${since}.`,
  alreadyAcknowledged: (by, at) => `${by} has acknowledged it already, at ${at}.`,
  notStarted: (message) => `The run could not be started: ${message}`,
  others: {
    "not-paused": "This job is not paused.",
    "unknown-run": "There is no run with that id.",
    "run-is-over": "This run is over, and does not hold its job any more.",
    "never-ran": "This run never ran, so it cannot be run again. Run its job now instead.",
    "input-not-whole":
      "The input of this run was not kept whole: secrets were taken out of it, or it was too long. Run the job with the input itself.",
    "unknown-incident": "There is no incident with that id.",
    "closed-incident": "This incident is resolved already.",
    "clock-is-right": "The clock is right already: nothing is held.",
    "clock-leapt-again": "The clock has changed once more. Load the page again and see what it says now.",
  },
};
