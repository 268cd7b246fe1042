import { type Env, env, type OpeningHours } from "#env.ts";

/** Who runs this installation and where people write to: settings of the environment, each shown where it is set. */
export type Contact = {
  company?: string | undefined;
  address?: string | undefined;
  /** In international form, such as `+6281234567890`. */
  whatsapp?: string | undefined;
  email?: string | undefined;
  /** In WIB; empty where nobody said. */
  hours: OpeningHours[];
};

type Settings = Pick<Env, "COMPANY_NAME" | "COMPANY_ADDRESS" | "CONTACT_WHATSAPP" | "CONTACT_EMAIL" | "CONTACT_HOURS">;

/** Public; the same for everybody. */
export function contact(settings: Settings = env()): Contact {
  const { COMPANY_NAME, COMPANY_ADDRESS, CONTACT_WHATSAPP, CONTACT_EMAIL, CONTACT_HOURS } = settings;
  return {
    company: COMPANY_NAME,
    address: COMPANY_ADDRESS,
    whatsapp: CONTACT_WHATSAPP,
    email: CONTACT_EMAIL,
    hours: CONTACT_HOURS,
  };
}

const expected = ["COMPANY_NAME", "COMPANY_ADDRESS", "CONTACT_WHATSAPP", "CONTACT_EMAIL"] as const;

/** The variables without which people do not know whom they pay or whom to ask; empty where all are set. */
export function missingContact(settings: Settings = env()): string[] {
  return expected.filter((name) => !settings[name]);
}

/** What start and doctor say of {@link missingContact}; undefined where nothing is missing. */
export function missingContactWarning(settings: Settings = env()): string | undefined {
  const missing = missingContact(settings);
  if (missing.length === 0) return undefined;
  return `${missing.join(", ")} not set: people cannot see who runs this and where to write to`;
}

/** Company and address in one line; undefined where nobody said which company. */
export function companyLine({ company, address }: Pick<Contact, "company" | "address">): string | undefined {
  return company && [company, address].filter(Boolean).join(", ");
}
