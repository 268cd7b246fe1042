import { boundedCall, type CallBounds } from "#gateways/bounded-call.ts";

/**
 * What the provider says of the key and of the sender's domain, before any mail is sent. `unknown` where the key may only
 * send and so may not ask, or where another provider with Resend's interface has no such question.
 */
export type SenderState = { state: "accepted" | "unverified" | "key-refused" | "unknown"; why: string };

/** Whose key, which sender, and where. */
export type SenderOptions = { apiKey: string; from: string; baseUrl?: string | undefined; bounds?: CallBounds };

const resendUrl = "https://api.resend.com";

/** Asks for the account's domains (https://resend.com/docs/api-reference/domains/list-domains). Throws where no answer comes. */
export async function askAboutSender({
  apiKey,
  from,
  baseUrl = resendUrl,
  bounds,
}: SenderOptions): Promise<SenderState> {
  const url = new URL(`${baseUrl.replace(/\/+$/, "")}/domains?limit=100`);
  const headers = { authorization: `Bearer ${apiKey}`, "user-agent": "setrip" };
  const { status, text } = await boundedCall(url, { method: "GET", headers }, bounds);
  const said = parse(text);
  if (status === 200 && Array.isArray(said?.data)) return ofDomains(said.data, domainOf(from));
  if (said?.name === "restricted_api_key" && status === 401)
    return { state: "unknown", why: "the key is accepted; it may only send, so that its domains cannot be asked for" };
  if (status === 401 || status === 403)
    return { state: "key-refused", why: `the provider refuses the key: ${said?.message ?? status}` };
  return { state: "unknown", why: `the provider cannot be asked for its domains (${status})` };
}

type ProviderError = { name?: string; message?: string; data?: unknown };
type Domain = { name?: string; status?: string };

function ofDomains(domains: Domain[], domain: string): SenderState {
  const own = domains.find(({ name }) => name?.toLowerCase() === domain);
  if (own?.status === "verified") return { state: "accepted", why: `${domain} is verified` };
  // Its own domain for trying things out is nobody's.
  if (domain === "resend.dev") return { state: "accepted", why: "resend.dev reaches the account's owner" };
  const why = own ? `${domain} is not verified yet (${own.status})` : `${domain} is none of the account's domains`;
  return { state: "unverified", why };
}

function domainOf(from: string): string {
  return (/@([^@>\s]+)>?\s*$/.exec(from)?.[1] ?? "").toLowerCase();
}

function parse(text: string): ProviderError | undefined {
  try {
    return JSON.parse(text) as ProviderError;
  } catch {
    return undefined;
  }
}
