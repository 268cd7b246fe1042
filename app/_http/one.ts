/** A parameter of an address that should be there once; the first where it is there more often. */
export function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
