/**
 * Every number that the owner may want to change, each once: texts, pages and mails follow. What must fit together is
 * checked at the start, see `policy-problems.ts`; `tests/policy` changes each number and runs what depends on it.
 */
export const policy = {
  /** A participant has this long to pay, and never past the start of the trip. */
  paymentDeadlineMs: 24 * 3_600_000,
  /** Who has not paid so long before their deadline is reminded, once. */
  paymentReminderBeforeMs: 6 * 3_600_000,
  /** Nobody may book when the trip starts sooner than this: nobody gets minutes to pay. */
  bookingClosesBeforeStartMs: 3 * 3_600_000,
  /** So many bookings may one person hold unpaid at a time, and so many seats with all of them together. */
  unpaidBookingsPerPerson: 3,
  unpaidSeatsPerPerson: 20,
  /** Whose bookings of one trip came to nothing so often within this long leaves its seats to others until then. */
  unpaidTriesPerTrip: 3,
  unpaidTriesWindowMs: 7 * 24 * 3_600_000,
  /**
   * An amount that somebody may have transferred, because there was a proof or money, is given to nobody else until this
   * long after its deadline, or after the money came.
   */
  uniqueCodeRestMs: 7 * 24 * 3_600_000,
  /** A new trip starts this many days after today (WIB) or later. */
  tripLeadDays: 2,
  /** And ends within so many days from today: whoever types 2062 for 2026 is asked again. */
  tripHorizonDays: 2 * 365,
  /** An organizer is warned so many days before a trip that it has fewer people than they wanted at least. */
  minPaxWarningDays: 7,
  /** Money is held this many days after the last day of the trip (00:00 UTC). */
  payoutHoldDays: 3,
  /** And at least this long after the trip was marked completed or the payment was accepted. */
  payoutMinimumHoldMs: 24 * 3_600_000,
  /** An admin who recalls released money gets this long to decide. */
  payoutRecallMs: 3 * 24 * 3_600_000,
  /** What the platform keeps of what the organizer keeps, in hundredths of a percent. */
  feeBasisPoints: 500,
  /** What it kept before, where it ever was another share: payouts of those days stay right. */
  formerFeeBasisPoints: [] as number[],
  /** A transfer may be short by this much and still confirm the booking. */
  shortToleranceRupiah: 0,
  /** What came too much and is less than this is not transferred back: it is rounding, in the fee. */
  smallestRefundRupiah: 1_000,
  /** Who has transferred too little gets at least this long for the rest, and never past the start of the trip. */
  restDeadlineMs: 24 * 3_600_000,
  /** And whose receipt was a mistake of ours gets this long until it is put right. */
  voidDeadlineMs: 24 * 3_600_000,
  /** Whole days before the trip (WIB calendar) from which a participant gets everything back. */
  fullRefundFromDays: 14,
  /** And from which they get half of the total back. */
  halfRefundFromDays: 7,
  /** The morning page's yellow banners. */
  stalePaymentAfterMs: 25 * 3_600_000,
  stalePayoutAfterMs: 25 * 3_600_000,
  staleRefundAfterMs: 7 * 24 * 3_600_000,
  /** A file of a bank that was sent to be imported is forgotten so long after, when nobody saved it. */
  statementUploadKeptMs: 24 * 3_600_000,
  /** A bank may book a line so many days before or after the day that it showed at first, with other words. */
  statementChangedDays: 3,
  /** Money on the statement is looked for among payments that expired so many days ago at most, and what was paid then. */
  statementExpiredDays: 14,
  /** What was recorded without the statement stands on it within so many days, before or after. */
  statementMatchDays: 10,
  /** A line of the statement that nobody has said anything about. */
  staleStatementLineAfterMs: 2 * 24 * 3_600_000,
  /** A participant is asked for the account that a refund waits for at most so often. */
  askForAccountEveryMs: 24 * 3_600_000,
  /** Released money that nobody has transferred, and a report that nobody has decided. */
  staleReleasedPayoutAfterMs: 7 * 24 * 3_600_000,
  staleDisputeAfterMs: 3 * 24 * 3_600_000,
  /** Money of more than so many times what is due, or within so many percent of a tenth or of ten times it, is asked about once more. */
  unlikelyTimesDue: 2,
  digitSlipPercent: 5,
  /**
   * So many days after its end a month is closed: what was at the bank in it and is recorded later is posted on the day of the
   * press. Whoever makes it longer opens no month again that was reported; whoever changes it re-dates late postings of the past.
   */
  monthClosesAfterDays: 10,
  /** A payout that an admin holds back, and a prepared transfer that nobody confirmed or undid. */
  staleHeldBackAfterMs: 7 * 24 * 3_600_000,
  staleTransferAfterMs: 24 * 3_600_000,
  /** Failed deliveries wait this long before their next attempts, jittered by at most 10 %; the last wait repeats. */
  emailBackoffMs: [5, 20, 80, 320].map((minutes) => minutes * 60_000),
  emailMaxAttempts: 5,
  /** The provider remembers an idempotency key for 24 h; an unknown outcome is given up a little earlier. */
  emailUnknownOutcomeMs: 23 * 3_600_000,
  /** What a mail said is forgotten this long after it was sent; that it was sent is not. */
  emailBodyKeptMs: 90 * 24 * 3_600_000,
  /** A session ends so long after signing in, however busy it is; one that nobody uses ends sooner. */
  sessionMs: 30 * 24 * 3_600_000,
  sessionIdleMs: 7 * 24 * 3_600_000,
  /** And an administrator's so long: nobody leaves the back office open over night. */
  adminSessionMs: 12 * 3_600_000,
  /** A bank account that was changed less than this ago is shown as new, and no transfer to it is ticked by itself. */
  newBankAccountMs: 24 * 3_600_000,
  /** The link that stops a changed bank account opens this long; longer than the account counts as new. */
  bankAccountStopMs: 7 * 24 * 3_600_000,
  /** Who changed their address is warned at the earlier one, too, for so long. */
  formerEmailKeptMs: 7 * 24 * 3_600_000,
  /** A password must withstand so many guesses by somebody who tries the usual ones first. */
  passwordGuesses: 100_000_000,
  /** A count of attempts is forgotten when nothing has been counted for this long: no window is longer. */
  rateLimitKeptMs: 7 * 24 * 3_600_000,
  /** An unreferenced photo younger than this may still belong to a form that somebody is filling in. */
  orphanImageAgeMs: 24 * 3_600_000,
  /** That a photo was removed is remembered so long, far longer than any form takes from looking at its photos to its trip. */
  photoTombstoneKeptMs: 48 * 3_600_000,
  /** A proof, identity card or evidence that no row names is kept so long; a day at least, which no request takes. */
  unownedPaperKeptMs: 48 * 3_600_000,
  /** A proof of payment, or evidence of a report, is forgotten so long after the last day of its trip, unless it still waits for an admin. */
  tripPapersKeptMs: 365 * 24 * 3_600_000,
  /** And an organizer's identity card so long after they were rejected or suspended, and after the last day of their last trip. */
  identityCardKeptMs: 365 * 24 * 3_600_000,
  /** What one upload may have. nginx and the forms' texts follow; nginx lets a little more through. */
  uploadMostBytes: 15_000_000,
  uploadMostPixels: 40_000_000,
  /** A trip has one photo at least and this many at most. */
  mostPhotos: 8,
  /** Smaller pictures are refused: a photo of a trip has to fill a card, a paper has to be read. */
  photoSmallestEdgePx: 480,
  paperSmallestEdgePx: 240,
  /** How often one person, or one account, may try something within a window. */
  attempts: {
    "sign-in": { max: 10, windowMs: 15 * 60_000 },
    /** Signing in, rightly or not, to one account: who knows the password could otherwise begin sessions without end. */
    "sign-in-at-all": { max: 120, windowMs: 3_600_000 },
    /** By the address that is typed, and by the network it is typed from; many people share one behind a carrier. */
    "sign-up": { max: 5, windowMs: 3_600_000 },
    "sign-up-from": { max: 30, windowMs: 3_600_000 },
    "verification-mail": { max: 5, windowMs: 3_600_000 },
    "reset-mail": { max: 5, windowMs: 3_600_000 },
    "mail-from": { max: 30, windowMs: 3_600_000 },
    /** Choosing a password, by the network it is chosen from: to judge one costs some time. */
    "password-choice": { max: 60, windowMs: 15 * 60_000 },
    /** Typing one's password, or a code, again while signed in. */
    password: { max: 10, windowMs: 15 * 60_000 },
    /** Taking one's data along: the file reads everything there is of them. */
    export: { max: 5, windowMs: 3_600_000 },
    book: { max: 20, windowMs: 3_600_000 },
    upload: { max: 80, windowMs: 3_600_000 },
  },
} as const;
