import { plural } from "#texts/en/plural.ts";
import type { Texts } from "#texts/id.ts";

/** The queue of mails. */
export const emails: Texts["admin"]["emails"] = {
  title: "Mail",
  lists: { dead: "Failed", failed: "Trying again", waiting: "Waiting", sent: "Sent", discarded: "Discarded" },
  leads: {
    dead: "Out of attempts, past their time, or refused by the provider. Mend the cause, then send again or discard.",
    failed: "Failed for now. The next attempt is at the time shown.",
    waiting: "Not tried yet. The job process-email-jobs sends them within minutes.",
    sent: "Taken by the provider, newest first.",
    discarded: "Never to be sent.",
  },
  leadsDown: {
    failed:
      "Not sent yet, because no mail goes out at present. They are tried again, and go out once the cause is mended.",
    waiting:
      "Not sent yet, because no mail goes out at present. None is lost; they go out by themselves once the cause is mended.",
  },
  empty: {
    dead: "No mail has failed",
    failed: "No mail is being tried again",
    waiting: "No mail is waiting",
    sent: "No mail has been sent yet",
    discarded: "No mail was discarded",
  },
  columns: { subject: "Subject", to: "To", template: "Kind", attempts: "Attempts", at: "Time", state: "State" },
  next: "Next attempt",
  attempts: (count, most) => `${count} of ${most}`,
  error: "Last error",
  from: "From",
  created: "Created",
  sentAt: "Sent",
  notAfter: "Not after",
  discardedAt: "Discarded",
  preview: "What it says",
  plain: "As plain text",
  secret:
    "This mail holds a one-time link, so it is never shown and cannot be sent again. The owner of the account can ask for a new link.",
  forgotten: (days) => `What it said was removed after ${plural(days, "day", "days")}.`,
  resend: "Send again",
  resending: "Queueing…",
  resendLead:
    "It is queued again with all its attempts. Should it have arrived after all, its reader may get it twice.",
  resendInVain:
    "This address refuses mails, so sending it there again fails again. Only of use once its owner says that it takes mails.",
  whatsapp: (name) => `Reach ${name} on WhatsApp`,
  discard: "Discard",
  discarding: "Discarding…",
  discardLead: "This mail will not be sent. Its record stays.",
  groups: {
    title: "By what went wrong",
    noError: "No reason known",
    all: "Whatever went wrong",
    count: (count) => `${plural(count, "mail", "mails")}.`,
    none: "None of them can be sent again.",
    tooLate: (count) => `${plural(count, "stays because its", "stay because their")} time has passed.`,
    secret: (count) =>
      `${plural(count, "stays because it", "stay because they")} held a one-time link that is gone: the owner of the account can ask for a new one.`,
    resend: (count) => `Send ${count} again`,
    resendNow: (count) => `Yes, send ${count} again`,
    resending: "Queueing…",
    confirm:
      "Mend the cause first. They are queued again then, with all their attempts. What arrived after all may arrive twice.",
  },
  afterMend: {
    resend: ", then send it again.",
    waits: ". After that this mail goes out by itself.",
    run: ", then press Run again. Mails whose time is not over go out at once.",
    gone: ". This mail itself cannot be sent again.",
  },
  triesItself: "The next attempt comes by itself at the time shown.",
  causes: {
    address: {
      says: "The recipient's address takes no mail, perhaps because it was mistyped.",
      todo: "Only the account's owner can change the address, on the account's page. Open the person and get in touch by WhatsApp; once it is changed, discard this mail: the next ones go to the new address.",
    },
    key: {
      says: "The mail provider does not know our key.",
      mend: "Copy a valid key into RESEND_API_KEY in .env, restart",
    },
    suspended: {
      says: "The mail provider has suspended our account.",
      mend: "Sign in to the provider, settle its bill or warning",
    },
    domain: {
      says: "The sender's domain is not verified with the mail provider.",
      mend: "Verify the domain of EMAIL_FROM with the provider",
    },
    testing: {
      says: "The provider's account is on trial: it sends to its owner only.",
      mend: "Verify a domain with the provider, put it into EMAIL_FROM",
    },
    sender: {
      says: "The mail provider refuses the sender's address.",
      mend: "Check EMAIL_FROM in .env, restart",
    },
    quota: {
      says: "The quota of mails is used up.",
      mend: "Wait for the next quota or raise the plan with the provider",
    },
    "too-fast": {
      says: "The mail provider finds that we send too fast.",
      mend: "Check MAIL_CALLS_PER_SECOND in .env",
    },
    "too-late": {
      says: "Its time had passed before it was sent.",
      todo: "What it says would mislead by now: discard it.",
    },
    "unknown-outcome": {
      says: "Nobody knows whether it arrived: the provider can no longer be asked.",
      todo: "Ask its recipient. If it did not arrive, send it again; if it did, discard it.",
    },
    field: {
      says: "The mail provider refuses what the request holds.",
      todo: "This is for a developer: pass on the provider's words below, then send it again once it is mended.",
    },
    away: {
      says: "The mail provider did not answer until all attempts were used up.",
      todo: "If other mails go out again, send them again.",
    },
    unknown: {
      says: "The mail provider refused it in words that SeTrip does not know.",
      todo: "Read its words below, mend the cause, then send it again or discard it.",
    },
  },
  quoted: (words) => `The mail provider's words: “${words}”`,
  toPerson: "See the person",
  flash: {
    resent: "The mail is queued again.",
    discarded: "The mail is discarded.",
    resentMany: (count) => `${plural(count, "mail is", "mails are")} queued again.`,
    resentSome: (count) =>
      `${plural(count, "mail is", "mails are")} queued again. There are more: send again once more.`,
  },
  refusals: {
    "none-left": "Nothing here can be sent again any more: it is queued already, or its time has passed.",
    "not-dead": "This mail is no longer a failed one: it was sent, queued again or discarded.",
    secret: "This mail held a one-time link that is gone, so it cannot be sent again.",
    "too-late": "The time for this mail has passed. It would mislead its reader.",
    sent: "This mail was sent.",
    already: "This mail is discarded already.",
    "on-its-way": "This mail is being sent. Wait a few minutes, then look again.",
  },
};
