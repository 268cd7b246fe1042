/** A schedule or a setting cannot be said in the target's format without changing its meaning. The message says what to do. */
export class ExportError extends Error {
  override name = "ExportError";
}
