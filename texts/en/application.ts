import type { Texts } from "#texts/id.ts";

/** Applying to organize trips. */
export const application: Texts["application"] = {
  title: "Become an organizer",
  lead: "Lead trips with SeTrip. We check who you are first, so that participants know who holds their money.",
  steps: [
    "Fill in this form and upload a photo of your identity card.",
    "We look at it, usually within a working day, and tell you by email.",
    "Once approved you can publish your first trip.",
  ],
  you: "About you",
  displayName: "Organizer's name",
  displayNameHint: "What participants see, such as Jejak Rinjani.",
  bio: "A short story",
  bioHint: "Your experience, the kind of trips, what sets them apart.",
  city: "City",
  whatsapp: "WhatsApp number",
  whatsappHint: "For participants who have paid, and for us. Example: 0812 3456 7890",
  identity: "Photo of your identity card",
  identityHint: "JPEG, PNG or WebP, readable. Only you and SeTrip administrators can see it.",
  identityKept: "We still have the earlier photo. Send another one",
  identityMissing: "Upload a photo of your identity card.",
  seeIdentity: "See the photo",
  bank: "Account for the money of your trips",
  bankLead: "After a trip its money goes here. In your own name, as on your identity card.",
  submit: "Send application",
  submitting: "Uploading and sending…",
  refused: {
    already: "You have applied already. Load this page again to see it.",
    unverified: "Confirm your email address first, then send it again.",
    suspended: "This account is suspended. Write to us on the Help page.",
  },
  status: {
    PENDING: { title: "We are looking at it", lead: "We will tell you by email. There is nothing for you to do." },
    APPROVED: { title: "You are a verified organizer", lead: "Go ahead and publish your trips." },
    REJECTED: {
      title: "Not approved yet",
      lead: "Mend what is named below and send it again. What you wrote is still here.",
    },
    SUSPENDED: { title: "Suspended", lead: "Your trips take no new bookings. Existing bookings and your money go on." },
  },
  note: "Our note",
  sentAt: "Last sent",
  openTrips: "To the trips that I lead",
  again: "Send again",
};
