/** A count with the noun, and whatever agrees with it, in singular or plural: `1 run was`, `2 runs were`. */
export function plural(count: number | string, one: string, many: string): string {
  return `${count} ${String(count) === "1" ? one : many}`;
}
