import type { Texts } from "#texts/id.ts";
import { plural } from "./plural.ts";

/** What each job says, by its name. */
export const jobs: Texts["jobs"] = {
  "auto-complete-trips": {
    description: "Completes trips that are over and releases money whose hold has passed",
    does: "Completes trips that are over and releases money whose hold has passed. Safe to repeat: what is done is not touched again, and nothing is transferred.",
    paused: "Until then trips that are over are not completed, and no money is released to organizers.",
    result: ({ count, written }) =>
      count("completed") + count("payoutsReleased") === 0
        ? "No trip had to be completed, and no money's hold has passed."
        : [
            `${plural(written("completed"), "trip", "trips")} completed`,
            count("payoutsReleased") > 0
              ? `${plural(written("payoutsReleased"), "payout is", "payouts are")} now ready to transfer.`
              : "no money's hold has passed yet.",
          ].join(", "),
    next: "Go to payouts",
  },
  "process-email-jobs": {
    description: "Sends the queued mails",
    does: "Sends the queued mails. Safe to repeat: no mail that was sent is sent twice.",
    paused: "Until then queued and failed mails are not sent, alerts to admins included.",
    result: ({ count, written }) =>
      [
        count("succeeded") > 0 ? `${plural(written("succeeded"), "mail", "mails")} sent.` : "",
        count("failed") > 0 ? `${plural(written("failed"), "mail", "mails")} failed.` : "",
        count("unsent") > 0
          ? `${plural(written("unsent"), "mail is", "mails are")} still waiting: the provider took none.`
          : "",
      ]
        .filter(Boolean)
        .join(" ") || "No mail was due.",
  },
  "cleanup-trip-images": {
    description: "Removes orphan photos: uploaded in the form of a trip that was never published",
    does: "Deletes photos that were uploaded in the form more than a day ago and that no trip uses. Safe to repeat, but what is deleted does not come back.",
    paused: "Until then photos that nobody uses are not removed.",
    result: ({ count, written }) =>
      count("deleted") === 0
        ? `No orphan photos. ${plural(written("scanned"), "file", "files")} checked.`
        : `${plural(written("deleted"), "orphan photo", "orphan photos")} deleted: uploaded in the form more than a day ago and used by no trip. ${plural(written("scanned"), "file", "files")} checked.`,
  },
  "expire-payments": {
    description: "Expires bookings past their payment deadline and reminds those that come near it",
    does: "Expires bookings past their payment deadline and frees their seats. Safe to repeat: what is paid is not touched.",
    paused: "Until then bookings past their payment deadline keep their seats.",
    result: ({ count, written }) =>
      [
        count("expired") === 0
          ? "No booking was past its payment deadline."
          : `${plural(written("expired"), "booking", "bookings")} expired for want of payment; the seats are free again.`,
        count("reminded") > 0 ? `${plural(written("reminded"), "person was", "people were")} reminded.` : "",
      ]
        .filter(Boolean)
        .join(" "),
  },
  "trip-reminders": {
    description: "Reminds everybody who travels tomorrow and sends organizers the list of participants",
    does: "Sends reminders to whoever leaves tomorrow. Safe to repeat: nobody is reminded twice of the same trip.",
    paused: "Until then travellers and organizers get no reminder before they leave.",
    result: ({ count, written }) =>
      count("participants") + count("organizers") === 0
        ? "Nobody had to be reminded."
        : `Reminders for ${plural(written("participants"), "participant", "participants")} and ${plural(written("organizers"), "organizer", "organizers")} are queued.`,
  },
  "money-reconcile": {
    description: "Checks all seats and money against each other; fails naming the rows that do not fit",
    does: "Checks the books. Safe to repeat: nothing is changed.",
    paused: "Until then nobody notices when the books do not add up.",
    result: ({ written }) => `The books add up. ${written("bankRupiah")} must be in the bank.`,
  },
  backup: {
    description: "Backs up the database and the uploads, then removes old backups",
    does: "Makes a new backup and removes the oldest. Safe to repeat.",
    paused: "Until then there is no new backup.",
    result: ({ count, written }) =>
      [
        `Backup made: the database and ${plural(written("uploads"), "uploaded file", "uploaded files")}.`,
        count("missing") > 0
          ? `${plural(written("missing"), "recorded file was", "recorded files were")} not there.`
          : "",
        count("removed") > 0 ? `${plural(written("removed"), "old backup", "old backups")} removed.` : "",
      ]
        .filter(Boolean)
        .join(" "),
  },
  "check-stored-files": {
    description: "Checks that photos and private files which the database names are still in the store",
    does: "Checks that recorded files are still there. Safe to repeat: nothing is changed or deleted.",
    paused: "Until then nobody notices photos or files that are missing.",
    result: ({ count, written }) =>
      [
        `${plural(written("checked"), "file", "files")} checked`,
        count("missing") === 0
          ? "all of them are there."
          : `${plural(written("missing"), "is", "are")} not in the store.`,
        count("back") > 0
          ? `${plural(written("back"), "that was missing is", "that were missing are")} there again.`
          : "",
      ]
        .filter(Boolean)
        .join(count("back") > 0 ? "; " : ", "),
  },
  prune: {
    description:
      "Forgets old mail bodies, ended sessions and links, old proofs and identity cards, private files of no row; never the audit log, never money",
    does: "Deletes old mail bodies, expired sessions and links, proofs and identity cards that were kept long enough, and private files of no row. Safe to repeat, but what is deleted does not come back.",
    paused: "Until then old data is not removed.",
    result: ({ count, written }) => {
      const parts = [
        count("mailBodies") > 0 && plural(written("mailBodies"), "old mail body", "old mail bodies"),
        count("sessions") > 0 && plural(written("sessions"), "session", "sessions"),
        count("verifications") + count("bankAccountStops") > 0 && "links that were over",
        count("formerEmails") > 0 && plural(written("formerEmails"), "former address", "former addresses"),
        count("rateLimits") > 0 && "counts of attempts",
        count("tripPapers") > 0 && plural(written("tripPapers"), "proof of an old trip", "proofs of old trips"),
        count("identityCards") > 0 && plural(written("identityCards"), "identity card", "identity cards"),
        count("privateFiles") > 0 &&
          plural(written("privateFiles"), "private file of no row", "private files of no row"),
      ].filter(Boolean);
      return parts.length > 0 ? `Deleted: ${parts.join(", ")}.` : "Nothing had to be deleted.";
    },
  },
};
