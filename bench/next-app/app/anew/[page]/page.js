import { filler, sizeOf } from "../../../filler.js";

/** Made for each request, of one element and without a database. */
export const dynamic = "force-dynamic";

export default async function Anew({ params }) {
  return filler(sizeOf((await params).page));
}
