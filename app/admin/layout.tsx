import type { ReactNode } from "react";
import { whenAvailable } from "#app/_http/unavailable.ts";
import { preferences } from "#app/_session/preferences.ts";
import { visitor } from "#app/_session/visitor.ts";
import { countsOf, mailsDownOf } from "./counts/counts.ts";
import { FreshCounts } from "./counts/fresh-counts.tsx";
import { mailOutage } from "./outages.ts";
import { AdminShell } from "./shell.tsx";
import { waiting } from "./waiting.ts";

/** The shell is for administrators only. Each page guards itself, since it alone knows the address that was wanted. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const asking = await visitor();
  if (asking?.role !== "ADMIN") return children;
  const [preferred, waits, outage] = await Promise.all([
    preferences(),
    whenAvailable(waiting(), undefined),
    mailOutage(),
  ]);
  const { locale } = preferred;
  return (
    <FreshCounts shell={{ counts: waits ? countsOf(waits, locale) : {}, mailsDown: mailsDownOf(outage, locale) }}>
      <AdminShell person={asking} {...preferred}>
        {children}
      </AdminShell>
    </FreshCounts>
  );
}
