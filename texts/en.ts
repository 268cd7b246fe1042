import { about } from "./en/about.ts";
import { account } from "./en/account.ts";
import { admin } from "./en/admin.ts";
import { application } from "./en/application.ts";
import { bookingForm } from "./en/booking-form.ts";
import { bookings } from "./en/bookings.ts";
import { errors } from "./en/errors.ts";
import { failure } from "./en/failure.ts";
import { form } from "./en/form.ts";
import { help } from "./en/help.ts";
import { home } from "./en/home.ts";
import { jobs } from "./en/jobs.ts";
import { letters } from "./en/letters.ts";
import { mails } from "./en/mails.ts";
import { organizer } from "./en/organizer.ts";
import { pay } from "./en/pay.ts";
import { privacy } from "./en/privacy.ts";
import { profile } from "./en/profile.ts";
import { reasons } from "./en/reasons.ts";
import { refusal } from "./en/refusal.ts";
import { release } from "./en/release.ts";
import { site } from "./en/site.ts";
import { system } from "./en/system.ts";
import { tripForm } from "./en/trip-form.ts";
import { trips } from "./en/trips.ts";
import { unavailable } from "./en/unavailable.ts";
import { upload } from "./en/upload.ts";
import { watches } from "./en/watches.ts";
import type { Texts } from "./id.ts";

/** Everything people read, in English. Written by `npm run texts`. */
export const en: Texts = {
  about,
  account,
  admin,
  application,
  bookingForm,
  bookings,
  errors,
  failure,
  form,
  help,
  home,
  jobs,
  letters,
  mails,
  organizer,
  profile,
  pay,
  privacy,
  reasons,
  refusal,
  upload,
  release,
  site,
  system,
  tripForm,
  trips,
  unavailable,
  watches,
};
