import { hello } from "./hello.ts";
import { appLink } from "./links.ts";
import { defineTemplate } from "./template.ts";

/** To the admins, when something of the system is wrong, or over: what, why, since when, what to do and where to look. */
export const systemAlert = defineTemplate({
  to: "every admin",
  when: "an incident opened, changed or ended",
  toUnconfirmed: false,
  examples: () => [
    {
      name: "Sari",
      title: "Job expire-payments gagal",
      cause: "connection refused\nlagi",
      details: "Sejak 1 Mei 2026 01.00.00 WIB",
      path: "/admin/system",
    },
  ],
  values: (props: { name?: string; title: string; cause: string; details: string; path: string }) => ({
    name: props.name,
    title: props.title,
    cause: props.cause || undefined,
    details: props.details || undefined,
    link: appLink(props.path),
  }),
  id: {
    subject: ({ title }) => `SeTrip: ${title}`,
    letter: ({ name, title, cause, details, link }) => ({
      heading: title,
      greeting: hello.id(name),
      lines: [cause, details],
      button: { label: "Buka halaman sistem", href: link },
      note: "Email ini dikirim ke semua admin. Di halamannya, akui atau tunda supaya tidak diulang.",
    }),
  },
  en: {
    subject: ({ title }) => `SeTrip: ${title}`,
    letter: ({ name, title, cause, details, link }) => ({
      heading: title,
      greeting: hello.en(name),
      lines: [cause, details],
      button: { label: "Open the system page", href: link },
      note: "This mail goes to every admin. On the page, acknowledge or snooze it so that it is not repeated.",
    }),
  },
});
