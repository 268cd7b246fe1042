/**
 * For how many people the booking form begins: what `?orang=` asks for, down to the whole number, at least one and at
 * most `most`. Whatever is no number asks for one.
 */
export function peopleAsked(orang: string | string[] | undefined, most: number): number {
  const asked = typeof orang === "string" ? Number(orang) : Number.NaN;
  return Math.max(1, Math.min(Math.floor(asked) || 1, most));
}
