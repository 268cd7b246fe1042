import { sendManifest } from "../manifest-file.ts";

/** Who travels on one of the organizer's trips, as CSV. */
export async function GET(_request: Request, { params }: RouteContext<"/organizer/trip/[id]/peserta.csv">) {
  return sendManifest((await params).id, "csv");
}
