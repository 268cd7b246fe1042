/** Whether a statement failed because a row with the same unique value is there, perhaps since a moment ago. */
export function isUniqueViolation(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    if ("code" in one && one.code === "23505") return true;
  }
  return false;
}
