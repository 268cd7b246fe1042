import { sendManifest } from "#app/organizer/trip/[id]/manifest-file.ts";

/** Who travels on one of the organizer's trips, as CSV. */
export async function GET(request: Request, { params }: RouteContext<"/organizer/trip/[id]/peserta.csv">) {
  return sendManifest(request, { tripId: (await params).id, kind: "csv" });
}
