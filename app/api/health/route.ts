/** The address that monitors knew before there were two: the same as `/api/health/ready`. */
export { GET } from "./ready/route.ts";

export const dynamic = "force-dynamic";
