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
  id: {
    subject: ({ organizer }) => `${organizer} sudah terverifikasi`,
    letter: ({ name, organizer, link }) => ({
      heading: "Selamat datang, penyelenggara",
      greeting: `Halo ${name},`,
      lines: [
        `Pendaftaran ${organizer} kami setujui. Kamu sudah bisa membuka trip.`,
        "Pembayaran peserta kami tahan sampai trip selesai, lalu kami teruskan ke rekeningmu.",
      ],
      button: { label: "Buka trip pertama", href: link },
    }),
  },
  en: {
    subject: ({ organizer }) => `${organizer} is verified`,
    letter: ({ name, organizer, link }) => ({
      heading: "Welcome, organizer",
      greeting: `Hello ${name},`,
      lines: [
        `We have approved ${organizer}. You can publish trips now.`,
        "We hold what participants pay until the trip is over and then pass it on to your account.",
      ],
      button: { label: "Publish your first trip", href: link },
    }),
  },
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
  id: {
    subject: ({ organizer }) => `Pendaftaran ${organizer} belum bisa kami setujui`,
    letter: ({ name, organizer, reason, link }) => ({
      heading: "Pendaftaranmu belum disetujui",
      greeting: `Halo ${name},`,
      lines: [`Pendaftaran ${organizer} belum bisa kami setujui. Perbaiki datanya, lalu kirim lagi kapan saja.`],
      facts: [["Alasan", reason]],
      button: { label: "Perbaiki pendaftaran", href: link },
    }),
  },
  en: {
    subject: ({ organizer }) => `We could not approve ${organizer} yet`,
    letter: ({ name, organizer, reason, link }) => ({
      heading: "Your application was not approved",
      greeting: `Hello ${name},`,
      lines: [`We could not approve ${organizer} yet. Correct the details and apply again whenever you like.`],
      facts: [["Reason", reason]],
      button: { label: "Correct the application", href: link },
    }),
  },
});
