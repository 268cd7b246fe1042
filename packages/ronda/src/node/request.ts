import type { IncomingMessage } from "node:http";
import type { TLSSocket } from "node:tls";

/** The largest body that is taken, in bytes, as it comes over the wire; what a person gives a job fits many times. */
export const mostBodyBytes = 64 * 1024;

/** A request that cannot be taken as it is, with the status of the response that says so. */
export class UnusableRequest extends Error {
  override name = "UnusableRequest";
  readonly status: 400 | 413;

  constructor(status: 400 | 413, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/**
 * What Node gave as the standard `Request`. Its body is read when it is asked for, and fails with {@link UnusableRequest} when
 * it is too large; one that a parser such as `express.json()` has read is taken from `body`, where such parsers leave it.
 * Carries no signal of the connection: a client that leaves does not stop what it has started. Throws {@link UnusableRequest}.
 */
export function toRequest(incoming: IncomingMessage): Request {
  const headers = headersOf(incoming);
  const { method = "GET" } = incoming;
  const body = method === "GET" || method === "HEAD" ? null : bodyOf(incoming, headers);
  // A body that is read while it comes needs `duplex`, which the types of browsers do not know.
  const init: RequestInit & { duplex: "half" } = { method, headers, body, duplex: "half" };
  try {
    return new Request(addressOf(incoming), init);
  } catch (error) {
    throw new UnusableRequest(400, "Bad request", { cause: error });
  }
}

/** Express keeps the whole path in `originalUrl` under a mounted router, and knows in `protocol` which proxy it believes. */
type Extended = IncomingMessage & { originalUrl?: unknown; protocol?: unknown; body?: unknown };

function addressOf(incoming: Extended): string {
  const encrypted = (incoming.socket as Partial<TLSSocket> | null)?.encrypted === true;
  const protocol = incoming.protocol === "https" || encrypted ? "https" : "http";
  const target = typeof incoming.originalUrl === "string" ? incoming.originalUrl : (incoming.url ?? "/");
  const origin = `${protocol}://${hostOf(incoming)}`;
  // Joined as text: read against a base, a path that begins with two slashes would be another host.
  if (target.startsWith("/")) return origin + target;
  // A proxy's form, `GET http://host/path`, or `OPTIONS *`.
  const whole = URL.canParse(target) ? new URL(target) : new URL(origin);
  return origin + whole.pathname + whole.search;
}

/** A name that is no host, which anybody can send, must not make the path unreadable. */
function hostOf({ headers }: IncomingMessage): string {
  const sent = headers[":authority"] ?? headers.host;
  const isHost = typeof sent === "string" && /^[\w.\-:[\]]+$/.test(sent) && URL.canParse(`http://${sent}`);
  return isHost ? sent : "localhost";
}

/** HTTP/2's own fields, such as `:path`, are no headers. */
function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (name.startsWith(":") || value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
  }
  return headers;
}

function bodyOf(incoming: Extended, headers: Headers): ReadableStream | Uint8Array<ArrayBuffer> | string | null {
  if (!incoming.readableDidRead) return hasBody(incoming) ? streamOf(incoming) : null;
  // A parser that has stopped half way has left nothing to go by, whatever it put there.
  if (!incoming.complete) throw new UnusableRequest(400, "The body is cut off");
  const body = asText(incoming.body, headers);
  // They tell how the body came over the wire; a parser has unpacked it since.
  headers.delete("content-length");
  headers.delete("content-encoding");
  headers.delete("transfer-encoding");
  if (body !== null && Buffer.byteLength(body) > mostBodyBytes) throw tooLarge();
  return body;
}

function hasBody({ headers, httpVersionMajor }: IncomingMessage): boolean {
  const length = Number(headers["content-length"] ?? 0);
  if (length > mostBodyBytes) throw tooLarge();
  return length > 0 || headers["transfer-encoding"] !== undefined || httpVersionMajor > 1;
}

/** Nothing is read before somebody asks: who may not come in makes nobody wait for their body. */
function streamOf(incoming: IncomingMessage): ReadableStream {
  // Left open when it is too long: the response that says so goes through the same connection.
  const chunks = incoming.iterator({ destroyOnReturn: false });
  let bytes = 0;
  const pull = async (controller: ReadableStreamDefaultController) => {
    if (bytes > mostBodyBytes) throw tooLarge();
    const { done, value } = (await chunks.next()) as IteratorResult<Uint8Array, undefined>;
    if (done) return controller.close();
    bytes += value.byteLength;
    controller.enqueue(value);
  };
  return new ReadableStream({ pull, cancel: async () => void (await chunks.return?.()) }, { highWaterMark: 0 });
}

function tooLarge(): UnusableRequest {
  return new UnusableRequest(413, `The body is larger than ${mostBodyBytes} bytes`);
}

/** A parsed body in the form that its content type names. */
function asText(body: unknown, headers: Headers): Uint8Array<ArrayBuffer> | string | null {
  if (body === undefined || body === null) return null;
  if (typeof body === "string") return body;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  if (headers.get("content-type")?.startsWith("application/x-www-form-urlencoded")) return asForm(body);
  return JSON.stringify(body);
}

function asForm(fields: object): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => [name, String(one)] as [string, string]),
  );
  return new URLSearchParams(pairs).toString();
}
