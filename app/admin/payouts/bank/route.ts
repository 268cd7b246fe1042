import { sendTransfers } from "#app/admin/payouts/bank-file.ts";

/** Transfers to organizers, as the bank's importer reads it. */
export function GET(request: Request): Promise<Response> {
  return sendTransfers(request, "bank");
}
