import { appLink } from "./links.ts";
import { defineTemplate } from "./template.ts";

/** To an applicant who may now publish trips. */
export const organizerApproved = defineTemplate({
  to: "who applied",
  when: "an admin approved",
  toUnconfirmed: false,
  examples: () => [{ name: "Hugo", displayName: "Hugo Trips" }],
  values: (props: { name: string; displayName: string }) => ({
    name: props.name,
    organizer: props.displayName,
    link: appLink("/organizer/trip/baru"),
  }),
});

/** To an applicant who was not approved: why, and that they can apply again. */
export const organizerRejected = defineTemplate({
  to: "who applied",
  when: "an admin rejected, and why",
  toUnconfirmed: false,
  examples: () => [{ name: "Hugo", displayName: "Hugo Trips", reason: "KTP buram" }],
  values: (props: { name: string; displayName: string; reason: string }) => ({
    name: props.name,
    organizer: props.displayName,
    reason: props.reason,
    link: appLink("/organizer/daftar"),
  }),
});
