import { takePrivateUpload } from "#app/api/unggah/private-upload.ts";
import { obstacleToApplying } from "#domain/users/organizers.ts";

/** Takes the photo of an identity card from somebody who may apply to organize trips, see `private-upload.ts`. */
export async function POST(request: Request): Promise<Response> {
  return takePrivateUpload(request, {
    back: "/organizer/daftar",
    refuse: async ({ id }) => ((await obstacleToApplying(id)) ? "not-allowed" : undefined),
  });
}
