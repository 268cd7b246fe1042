import { sendManifest } from "#app/organizer/trip/[id]/manifest-file.ts";

/** Who travels on one of the organizer's trips, as a workbook. */
export async function GET(request: Request, { params }: RouteContext<"/organizer/trip/[id]/peserta.xlsx">) {
  return sendManifest(request, { tripId: (await params).id, kind: "xlsx" });
}
