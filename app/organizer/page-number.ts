/** The page of a list that an address names, counted from 0; people count from 1. Anything else is the first one. */
export function pageNumber(value: unknown): number {
  return typeof value === "string" && /^[1-9][0-9]{0,3}$/.test(value) ? Number(value) - 1 : 0;
}
