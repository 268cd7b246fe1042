import type { NewEmail } from "#domain/emails/emails.ts";
import { templates } from "#domain/emails/templates/index.ts";

/** Mails of each template, as the domain would queue them: the examples that it brings. */
export const samples = Object.entries(templates).flatMap(([template, { examples }]) =>
  examples().map((props) => ({ template, props })),
) as Pick<NewEmail, "template" | "props">[];
