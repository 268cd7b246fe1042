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
});
