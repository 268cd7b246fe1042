import { sendTransfers } from "#app/admin/payouts/bank-file.ts";

/** Transfers to organizers, as a workbook for people. */
export function GET(request: Request): Promise<Response> {
  return sendTransfers(request, "xlsx");
}
