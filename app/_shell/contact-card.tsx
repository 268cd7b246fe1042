import type { ReactNode } from "react";
import { whatsappUrl } from "#domain/fields/whatsapp-url.ts";
import { type Contact, contact } from "#domain/installation/contact.ts";
import { openingHours } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Facts } from "#ui/facts.tsx";

/** Who runs SeTrip here, and every way to write to them. */
export function ContactCard({ locale }: { locale: Locale }) {
  const texts = textsFor(locale).help.contact;
  const { company, address, whatsapp, email, hours } = contact();
  return (
    <>
      <Facts
        className="border-y border-line"
        facts={[
          { name: texts.whatsapp, value: whatsapp && <WhatsAppLink number={whatsapp} /> },
          { name: texts.email, value: email && <MailLink address={email} /> },
          {
            name: texts.hours,
            value: hours.length > 0 && hours.map((each) => <Line key={each.from}>{openingHours(each, locale)}</Line>),
          },
          { name: texts.company, value: company },
          { name: texts.address, value: address },
        ]}
      />
      {!whatsapp && !email && <p className="mt-3">{texts.none}</p>}
    </>
  );
}

function Line({ children }: { children: string }) {
  return <span className="block">{children}</span>;
}

const link = "inline-flex min-h-11 items-center text-sea underline underline-offset-4";

/** Opens a chat. */
export function WhatsAppLink({ number }: { number: NonNullable<Contact["whatsapp"]> }) {
  return (
    <a href={whatsappUrl(number)} target="_blank" rel="noopener noreferrer" className={link}>
      {number}
    </a>
  );
}

/** Opens a mail. */
function MailLink({ address }: { address: NonNullable<Contact["email"]> }) {
  return (
    <a href={`mailto:${address}`} className={link}>
      {address}
    </a>
  );
}

/** To the page that says who runs this and how to reach them. */
export function HelpLink({ children }: { children: ReactNode }) {
  return (
    <a href="/bantuan#kontak" className={link}>
      {children}
    </a>
  );
}
