/** The command was called wrongly, or something it needs is not set up. Printed without a stack; exit code 2. */
export class UsageError extends Error {
  override name = "UsageError";
}
