import { takePrivateUpload } from "#app/api/unggah/private-upload.ts";
import { findOwnBooking } from "#domain/bookings/queries.ts";
import { reportable } from "#domain/bookings/refunds/reportable.ts";

/** Takes the picture for a report about the booking `?pesanan=<code>`, while it may be reported, see `private-upload.ts`. */
export async function POST(request: Request): Promise<Response> {
  const code = new URL(request.url).searchParams.get("pesanan") ?? "";
  return takePrivateUpload(request, {
    back: `/pesanan/${encodeURIComponent(code)}`,
    refuse: async ({ id }, now) => {
      const own = await findOwnBooking(code, id);
      if (!own) return "not-found";
      return reportable(own, now).ok ? undefined : "not-allowed";
    },
  });
}
