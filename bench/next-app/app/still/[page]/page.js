import { filler, sizeOf } from "../../../filler.js";

/** Made once, at build time. */
export const generateStaticParams = () => [{ page: "home" }, { page: "trip" }];

export default async function Still({ params }) {
  return filler(sizeOf((await params).page));
}
