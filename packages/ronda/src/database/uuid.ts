const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether something is an id as the engine's tables have them: PostgreSQL refuses a statement with any other. */
export function isUuid(value: unknown): value is string {
  return typeof value === "string" && uuid.test(value);
}
