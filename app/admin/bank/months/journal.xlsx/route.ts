import { sendJournal } from "#app/admin/bank/months/journal-file.ts";

/** A month's journal as a workbook. */
export function GET(request: Request): Promise<Response> {
  return sendJournal(request, "xlsx");
}
