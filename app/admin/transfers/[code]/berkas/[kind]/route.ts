import { sendTable } from "#app/_downloads/download.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { bankFiles, bankTable } from "#app/admin/transfers/bank-files.ts";
import { platformAccount } from "#domain/bookings/payments/accounts.ts";
import { findTransfer } from "#domain/transfers/items.ts";

type Context = RouteContext<"/admin/transfers/[code]/berkas/[kind]">;

/** A transfer as its bank reads it: the same bytes whenever it is downloaded. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { code, kind } = await params;
  const { id: userId } = await requireAdmin(`/admin/transfers/${encodeURIComponent(code)}`);
  const file = bankFiles.find((name) => name === kind);
  const shown = file && (await findTransfer(code));
  if (!shown) return new Response(null, { status: 404 });
  const { locale } = await preferences();
  const debitAccountNo = platformAccount(shown.transfer.accountKey)?.number ?? "";
  const [name = "umum", ending] = file.split(".");
  return sendTable(bankTable(file, { shown, debitAccountNo }), {
    kind: ending === "xlsx" ? "xlsx" : "bank",
    name: `${shown.transfer.code}-${name}`,
    locale,
    userId,
    signal: request.signal,
    now: shown.transfer.createdAt,
  });
}
