import { sendStatement } from "#app/organizer/dana/statement-file.ts";

/** An organizer's statement as CSV. */
export function GET(request: Request): Promise<Response> {
  return sendStatement(request, "csv");
}
