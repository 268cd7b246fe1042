import { IncomingMessage } from "node:http";

/** The same request once more, with its whole body in memory: what was read to be checked can be read again. */
export function replay(request: IncomingMessage, body: Buffer): IncomingMessage {
  const copy = new IncomingMessage(request.socket);
  const { httpVersion, httpVersionMajor, httpVersionMinor, method, url, rawHeaders } = request;
  const { "transfer-encoding": _chunked, ...headers } = request.headers;
  Object.assign(copy, { httpVersion, httpVersionMajor, httpVersionMinor, method, url, rawHeaders });
  copy.headers = { ...headers, "content-length": String(body.length) };
  copy.push(body);
  copy.push(null);
  copy.complete = true;
  return copy;
}
