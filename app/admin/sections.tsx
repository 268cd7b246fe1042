import type { Route } from "next";
import type { ComponentProps } from "react";
import { type Locale, textsFor } from "#texts/index.ts";
import { SectionLink } from "./section-link.tsx";

type Section = { href: Route; icon: ComponentProps<typeof SectionLink>["icon"]; name: string };

/** The parts of the back office, each with how much waits in it. */
export function Sections({ locale }: { locale: Locale }) {
  return (
    <nav aria-label={textsFor(locale).system.mainNavigation} className="-mr-2 overflow-y-auto pr-2">
      <ul className="space-y-1">
        {sectionsOf(locale).map(({ href, icon, name }) => (
          <li key={href}>
            <SectionLink href={href} icon={icon}>
              {name}
            </SectionLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function sectionsOf(locale: Locale): Section[] {
  const { admin, system } = textsFor(locale);
  const names = admin.sections;
  return [
    { href: "/admin", icon: "home", name: names.home },
    { href: "/admin/payments", icon: "payments", name: names.payments },
    { href: "/admin/refunds", icon: "refunds", name: names.refunds },
    { href: "/admin/payouts", icon: "payouts", name: names.payouts },
    { href: "/admin/transfers", icon: "transfers", name: names.transfers },
    { href: "/admin/bank", icon: "bank", name: names.bank },
    { href: "/admin/trips", icon: "trips", name: names.trips },
    { href: "/admin/users", icon: "users", name: names.users },
    { href: "/admin/emails", icon: "emails", name: names.emails },
    { href: "/admin/audit", icon: "audit", name: names.audit },
    { href: "/admin/system", icon: "activity", name: system.title },
  ];
}
