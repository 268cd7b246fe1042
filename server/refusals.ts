/** Every reason why a request gets no further than the front, with its HTTP status. The texts have a sentence for each. */
export const refusals = {
  /** The address stands for no text, or is none of ours in form. */
  "bad-address": 400,
  "long-address": 414,
  /** Headers that contradict each other, or that nobody could mean. */
  "bad-headers": 400,
  "too-many-headers": 431,
  "bad-method": 405,
  /** A page of another address sent it. */
  foreign: 403,
  "no-body-here": 400,
  "wrong-type": 415,
  "too-large": 413,
  "too-many-fields": 413,
  "too-deep": 400,
  /** What arrived is not what its type says, or nothing that a page of ours sends. */
  unreadable: 400,
  "cut-off": 400,
  /** No 408: on a connection that was used before, a browser takes that for an idle one's end, and sends all again in silence. */
  slow: 422,
  /** More at once than we take, for now. */
  busy: 429,
  /** More requests at once than the process works on, and than may wait for that. */
  crowded: 503,
  /** `Expect` with anything but `100-continue`. */
  expectation: 417,
  /** A form was sent to an address that has no page, so that none of ours stands there. */
  "no-page": 404,
  /** The action is of another release; what becomes of the form is the browser's, see `app/_forms/sent-forms`. */
  "unknown-action": 404,
} as const;

/** Why a request was refused. */
export type Refusal = keyof typeof refusals;
