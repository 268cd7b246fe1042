import { sendJournal } from "#app/admin/bank/months/journal-file.ts";

/** A month's journal for programs. */
export function GET(request: Request): Promise<Response> {
  return sendJournal(request, "csv");
}
