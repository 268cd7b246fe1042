/** An error as the provider words it: https://resend.com/docs/api-reference/errors */
export type ApiError = { statusCode: number; name: string; message: string };

/**
 * The provider's table of November 2026, and below it what its SDK or earlier tables name besides. One name may stand
 * for several rows: the first is what {@link apiError} gives unless a status tells another.
 */
export const errorTable = [
  ["invalid_idempotency_key", 400, "Idempotency keys, if present, must have between 1 and 256 characters."],
  ["validation_error", 400, "An error was found with one or more fields in the request."],
  ["validation_error", 400, "API key is invalid"],
  ["missing_api_key", 401, "Missing API key in the authorization header."],
  ["restricted_api_key", 401, "This API key is restricted to only send emails."],
  ["validation_error", 401, "API key is invalid"],
  ["email_above_quota", 403, "You can't retrieve this email's content because it was above quota when received."],
  ["invalid_permission", 403, "Access token is missing required scopes."],
  ["restricted_api_key", 403, "API key is not active"],
  ["suspended_api_key", 403, "This API key is suspended"],
  ["validation_error", 403, "The `setrip.test` domain is not verified. Please, add and verify your domain."],
  ["validation_error", 403, "The `setrip.test` domain has been registered already."],
  ["not_found", 404, "The requested endpoint does not exist."],
  ["method_not_allowed", 405, "Method is not allowed for the requested path."],
  ["concurrent_idempotent_requests", 409, "There is another request in progress with the same idempotency key."],
  [
    "invalid_idempotent_request",
    409,
    "This idempotency key has been used with this HTTP method and endpoint within the last 24 hours, but the request body was modified and doesn't match the original request.",
  ],
  ["resource_locked", 409, "Another request is already updating this resource."],
  ["invalid_attachment", 422, "Attachment must have either a `content` or `path`."],
  ["invalid_parameter", 422, "The `parameter` must be a valid UUID."],
  ["missing_required_field", 422, "The request body is missing one or more required fields."],
  ["missing_required_parameter", 422, "The request is missing one or more required parameters."],
  ["daily_quota_exceeded", 429, "You have exceeded your daily email sending quota."],
  ["monthly_quota_exceeded", 429, "You have exceeded your monthly email sending quota."],
  ["rate_limit_exceeded", 429, "Too many requests. Please limit the number of requests per second."],
  ["application_error", 500, "An unexpected error occurred."],
  ["service_unavailable", 503, "API is temporarily unavailable"],
  // From here on: of the SDK's own list, or seen before.
  ["invalid_api_key", 403, "API key is invalid."],
  ["invalid_access", 422, "Access must be `full_access` or `sending_access`."],
  [
    "invalid_from_address",
    422,
    "Invalid `from` field. The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.",
  ],
  ["invalid_region", 422, "Region must be one of those that the provider has."],
  ["security_error", 451, "We may have found a security issue with the request."],
  ["internal_server_error", 500, "An unexpected error occurred."],
] as const satisfies [name: string, statusCode: number, message: string][];

/** The errors that the stand-in can answer, by the provider's names. */
export type ApiErrorName = (typeof errorTable)[number][0];

/** The error of that name, and of that status where several rows have the name, with the provider's message unless told otherwise. */
export function apiError(name: ApiErrorName, message?: string, statusCode?: number): ApiError {
  const rows = errorTable.filter(([known]) => known === name);
  const [, status, text] = rows.find(([, known]) => known === statusCode) ?? rows[0]!;
  return { statusCode: statusCode ?? status, name, message: message ?? text };
}

/** What the provider says to a sender whose domain nobody has verified. */
export function unverifiedDomain(domain: string): ApiError {
  return apiError("validation_error", `The ${domain} domain is not verified. Please, add and verify your domain.`, 403);
}

/** What it says to a sending call with a key that it does not know: deleted, mistyped or none at all. */
export function unknownKey(): ApiError {
  return apiError("validation_error", undefined, 401);
}

/** What it says to who writes from its own domain to anybody but `owner`. */
export function testingAddressOnly(owner: string): ApiError {
  return apiError(
    "validation_error",
    `You can only send testing emails to your own email address (${owner}). To send emails to other recipients, please verify a domain at resend.com/domains, and change the \`from\` address to an email using this domain.`,
    403,
  );
}
