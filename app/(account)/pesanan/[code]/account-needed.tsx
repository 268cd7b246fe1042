import type { Route } from "next";
import Link from "next/link";
import { waitingForAccount } from "#app/(account)/pesanan/waiting-refund.ts";
import type { OwnRefund } from "#domain/bookings/queries.ts";
import { rupiah, unbroken } from "#texts/format.ts";
import type { Texts } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";

/** Money that waits for a bank account, above everything else on the page; nothing where none does. */
export function AccountNeeded({ refunds, texts }: { refunds: OwnRefund[]; texts: Texts["bookings"] }) {
  const waiting = waitingForAccount(refunds);
  if (waiting === 0) return null;
  return (
    <Notice tone="stale" className="mt-5 items-start print:hidden">
      <p>{unbroken(texts.next.refundWaits(rupiah(waiting)))}</p>
      <Button asChild size="small" className="mt-3">
        <Link href={"/akun/rekening" as Route}>{texts.refunds.fillIn}</Link>
      </Button>
    </Notice>
  );
}
