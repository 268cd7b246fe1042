import { about } from "./id/about.ts";
import { account } from "./id/account.ts";
import { admin } from "./id/admin.ts";
import { application } from "./id/application.ts";
import { bookingForm } from "./id/booking-form.ts";
import { bookings } from "./id/bookings.ts";
import { errors } from "./id/errors.ts";
import { failure } from "./id/failure.ts";
import { form } from "./id/form.ts";
import { help } from "./id/help.ts";
import { home } from "./id/home.ts";
import { jobs } from "./id/jobs.ts";
import { letters } from "./id/letters.ts";
import { mails } from "./id/mails.ts";
import { organizer } from "./id/organizer.ts";
import { pay } from "./id/pay.ts";
import { privacy } from "./id/privacy.ts";
import { profile } from "./id/profile.ts";
import { reasons } from "./id/reasons.ts";
import { refusal } from "./id/refusal.ts";
import { release } from "./id/release.ts";
import { site } from "./id/site.ts";
import { system } from "./id/system.ts";
import { tripForm } from "./id/trip-form.ts";
import { trips } from "./id/trips.ts";
import { unavailable } from "./id/unavailable.ts";
import { upload } from "./id/upload.ts";
import { watches } from "./id/watches.ts";

/** Everything people read, in Indonesian. `en.ts` has the same keys, which the compiler holds. */
export const id = {
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

/** The shape that every language fills. */
export type Texts = typeof id;
