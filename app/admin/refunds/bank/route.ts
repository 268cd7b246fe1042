import { sendRefunds } from "#app/admin/refunds/bank-file.ts";

/** Every refund that can be transferred now, as the bank's importer reads it. */
export function GET(request: Request): Promise<Response> {
  return sendRefunds(request, "bank");
}
