import type { Texts } from "../id.ts";
import { plural } from "./plural.ts";

/** What our own jobs do, by their names, and what came of a run. */
export const jobs: Texts["jobs"] = {
  does: {
    "auto-complete-trips":
      "Completes trips that are over and releases money whose hold has passed. Safe to repeat: what is done is not touched again, and nothing is transferred.",
    "process-email-jobs": "Sends the queued mails. Safe to repeat: no mail that was sent is sent twice.",
    "cleanup-trip-images":
      "Deletes photos that were uploaded in the form more than a day ago and that no trip uses. Safe to repeat, but what is deleted does not come back.",
    "expire-payments":
      "Expires bookings past their payment deadline and frees their seats. Safe to repeat: what is paid is not touched.",
    "trip-reminders":
      "Sends reminders to whoever leaves tomorrow. Safe to repeat: nobody is reminded twice of the same trip.",
    "check-stored-files": "Checks that recorded files are still there. Safe to repeat: nothing is changed or deleted.",
    "money-reconcile": "Checks the books. Safe to repeat: nothing is changed.",
    prune:
      "Deletes old mail bodies, expired sessions and links, and private files of no row. Safe to repeat, but what is deleted does not come back.",
    backup: "Makes a new backup and removes the oldest. Safe to repeat.",
  },
  results: {
    "auto-complete-trips": ({ count, written }) =>
      count("completed") + count("payoutsReleased") === 0
        ? "No trip had to be completed, and no money's hold has passed."
        : [
            `${plural(written("completed"), "trip", "trips")} completed`,
            count("payoutsReleased") > 0
              ? `${plural(written("payoutsReleased"), "payout is", "payouts are")} now ready to transfer.`
              : "no money's hold has passed yet.",
          ].join(", "),
    "process-email-jobs": ({ count, written }) =>
      [
        count("succeeded") > 0 ? `${plural(written("succeeded"), "mail", "mails")} sent.` : "",
        count("failed") > 0 ? `${plural(written("failed"), "mail", "mails")} failed.` : "",
        count("unsent") > 0
          ? `${plural(written("unsent"), "mail is", "mails are")} still waiting: the provider took none.`
          : "",
      ]
        .filter(Boolean)
        .join(" ") || "No mail was due.",
    "cleanup-trip-images": ({ count, written }) =>
      count("deleted") === 0
        ? `No orphan photos. ${plural(written("scanned"), "file", "files")} checked.`
        : `${plural(written("deleted"), "orphan photo", "orphan photos")} deleted: uploaded in the form more than a day ago and used by no trip. ${plural(written("scanned"), "file", "files")} checked.`,
    "expire-payments": ({ count, written }) =>
      [
        count("expired") === 0
          ? "No booking was past its payment deadline."
          : `${plural(written("expired"), "booking", "bookings")} expired for want of payment; the seats are free again.`,
        count("reminded") > 0 ? `${plural(written("reminded"), "person was", "people were")} reminded.` : "",
      ]
        .filter(Boolean)
        .join(" "),
    "trip-reminders": ({ count, written }) =>
      count("participants") + count("organizers") === 0
        ? "Nobody had to be reminded."
        : `Reminders for ${plural(written("participants"), "participant", "participants")} and ${plural(written("organizers"), "organizer", "organizers")} are queued.`,
    "check-stored-files": ({ count, written }) =>
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
    "money-reconcile": ({ written }) => `The books add up. ${written("bankRupiah")} must be in the bank.`,
  },
  next: { "auto-complete-trips": "Go to payouts" },
};
