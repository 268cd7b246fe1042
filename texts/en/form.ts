import { inMinutesAndSeconds } from "#texts/duration.ts";
import type { Texts } from "#texts/id.ts";
import { plural } from "./plural.ts";

/** What is wrong with a field, for every form. */
export const form: Texts["form"] = {
  required: "This field is required.",
  tooShort: (length) => `Too short. At least ${plural(length, "character", "characters")}.`,
  tooLong: (length) => `Too long. At most ${plural(length, "character", "characters")}.`,
  atLeast: (amount) => `No less than ${amount}.`,
  atMost: (amount) => `No more than ${amount}.`,
  fewest: (count) => `Fill in at least ${count}.`,
  most: (count) => `At most ${count}.`,
  notANumber: "Enter a whole number, without letters.",
  rupiah: "This amount is not clear. Write whole rupiah without cents, such as 1.250.000.",
  notADay: "Choose a day that is in the calendar.",
  email: "This email address looks incomplete. Example: name@example.com",
  phone: "This number looks incomplete. Example: 0812 3456 7890",
  invalid: "Something about this entry is wrong. Please check it.",
  tooMany: (seconds) => `Too many attempts. Wait ${inMinutesAndSeconds(seconds, "en")}, then try again.`,
  changedElsewhere:
    "Since this page was opened, this was changed in another tab or on another device. Nothing has been saved. Reload the page to see what is new, then change it again.",
  drawnForAnother: (name) =>
    `This page was opened before ${name} signed in in this browser. Nothing has been saved. Reload the page, then fill it in again as ${name}.`,
  optional: "optional",
  filesBusy: "Many files are being made just now. Wait a moment, then download again.",
  tooManyRows: (most: string) => `A file holds at most ${plural(most, "row", "rows")}, and this has more.`,
};
