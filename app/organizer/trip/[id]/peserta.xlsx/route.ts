import { sendManifest } from "../manifest-file.ts";

/** Who travels on one of the organizer's trips, as a workbook. */
export async function GET(_request: Request, { params }: RouteContext<"/organizer/trip/[id]/peserta.xlsx">) {
  return sendManifest((await params).id, "xlsx");
}
