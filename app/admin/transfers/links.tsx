import type { Route } from "next";
import Link from "next/link";

/** A transfer by its code. */
export function TransferLink({ code, children }: { code: string; children?: string }) {
  return (
    <Link
      href={`/admin/transfers/${code}` as Route}
      prefetch={false}
      className={
        children
          ? "font-semibold underline underline-offset-4"
          : "font-mono text-sm font-semibold whitespace-nowrap underline-offset-4 hover:underline"
      }
    >
      {children ?? code}
    </Link>
  );
}

const kinds = { PAYOUT: "pencairan", REFUND: "pengembalian" } as const;

/** Where a transfer of a kind is prepared. */
export const prepareAddress = (kind: keyof typeof kinds): string => `/admin/transfers/siapkan?jenis=${kinds[kind]}`;

/** The kind that such an address names; payouts where it names none. */
export const kindIn = (named: string | undefined): keyof typeof kinds => (named === kinds.REFUND ? "REFUND" : "PAYOUT");
