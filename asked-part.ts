/** How `proxy.ts` tells a page that stands at no address of its own, as `not-found.tsx`, in which part of the site it is drawn. */
export const partHeader = "x-setrip-part";

/** `/admin/bank` → `admin`. */
export function partOf(path: string): string {
  return path.split("/")[1] ?? "";
}
