import { sendRefunds } from "#app/admin/refunds/bank-file.ts";

/** Every refund that can be transferred now, as a workbook for people. */
export function GET(request: Request): Promise<Response> {
  return sendRefunds(request, "xlsx");
}
