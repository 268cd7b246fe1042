import type { Route } from "next";
import type { ComponentProps } from "react";
import type { Waiting } from "#domain/waiting.ts";
import { count } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { SectionLink } from "./section-link.tsx";

type Section = { href: string; icon: ComponentProps<typeof SectionLink>["icon"]; name: string; waits?: number };

/** The parts of the back office, each with how much waits in it. */
export function Sections({ waiting, locale }: { waiting: Waiting; locale: Locale }) {
  const texts = textsFor(locale);
  return (
    <nav aria-label={texts.system.mainNavigation} className="-mr-2 overflow-y-auto pr-2">
      <ul className="space-y-1">
        {sectionsOf(waiting, locale).map(({ href, icon, name, waits = 0 }) => (
          <li key={href}>
            <SectionLink
              href={href as Route}
              icon={icon}
              waiting={
                waits > 0
                  ? { count: count(waits, locale), words: texts.admin.waitingCount(count(waits, locale)) }
                  : undefined
              }
            >
              {name}
            </SectionLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function sectionsOf(waiting: Waiting, locale: Locale): Section[] {
  const { admin, system } = textsFor(locale);
  const { proofs, disputes, refunds, payouts, applications, deadMails } = waiting;
  const names = admin.sections;
  return [
    { href: "/admin", icon: "home", name: names.home },
    { href: "/admin/payments", icon: "payments", name: names.payments, waits: proofs.count },
    { href: "/admin/refunds", icon: "refunds", name: names.refunds, waits: disputes.count + refunds.count },
    { href: "/admin/payouts", icon: "payouts", name: names.payouts, waits: payouts.count },
    { href: "/admin/trips", icon: "trips", name: names.trips },
    { href: "/admin/users", icon: "users", name: names.users, waits: applications },
    { href: "/admin/emails", icon: "emails", name: names.emails, waits: deadMails },
    { href: "/admin/audit", icon: "audit", name: names.audit },
    { href: "/admin/system", icon: "activity", name: system.title },
  ];
}
