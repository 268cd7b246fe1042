/** An error as the provider words it: https://resend.com/docs/api-reference/errors */
export type ApiError = { statusCode: number; name: string; message: string };

const table = {
  invalid_idempotency_key: [400, "The key must be between 1-256 chars."],
  validation_error: [400, "We found an error with one or more fields in the request."],
  missing_api_key: [401, "Missing API key in the authorization header."],
  restricted_api_key: [401, "This API key is restricted to only send emails."],
  invalid_api_key: [403, "API key is invalid."],
  not_found: [404, "The requested endpoint does not exist."],
  method_not_allowed: [405, "Method is not allowed for the requested path."],
  invalid_idempotent_request: [409, "Same idempotency key used with a different request payload."],
  concurrent_idempotent_requests: [409, "Same idempotency key used while original request is still in progress."],
  missing_required_field: [422, "The request body is missing one or more required fields."],
  invalid_parameter: [422, "The parameter must be a valid value."],
  invalid_attachment: [422, "Attachment must have either a `content` or `path`."],
  invalid_from_address: [
    422,
    "Invalid `from` field. The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.",
  ],
  rate_limit_exceeded: [429, "Too many requests. Please limit the number of requests per second."],
  daily_quota_exceeded: [429, "You have reached your daily email sending quota."],
  monthly_quota_exceeded: [429, "You have reached your monthly email sending quota."],
  security_error: [451, "We may have found a security issue with the request."],
  application_error: [500, "An unexpected error occurred."],
  internal_server_error: [500, "An unexpected error occurred."],
} satisfies Record<string, [number, string]>;

/** The errors that the stand-in can answer, by the provider's names. */
export type ApiErrorName = keyof typeof table;
/** Every error of the provider, by name. */
export const apiErrorNames = Object.keys(table) as ApiErrorName[];

/** The error of that name, with the provider's own status and message unless told otherwise. */
export function apiError(name: ApiErrorName, message?: string, statusCode?: number): ApiError {
  const [status, text] = table[name];
  return { statusCode: statusCode ?? status, name, message: message ?? text };
}

/** What the provider says to a sender whose domain nobody has verified. */
export function unverifiedDomain(domain: string): ApiError {
  return apiError("validation_error", `The ${domain} domain is not verified. Please, add and verify your domain.`, 403);
}

/** What it says to who writes from its own domain to anybody but `owner`. */
export function testingAddressOnly(owner: string): ApiError {
  return apiError(
    "validation_error",
    `You can only send testing emails to your own email address (${owner}). To send emails to other recipients, please verify a domain at resend.com/domains, and change the \`from\` address to an email using this domain.`,
    403,
  );
}
