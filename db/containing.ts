/** What `like` and `ilike` match where a value holds this text: wildcards in it stand for themselves. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
