import type { IncomingMessage, ServerResponse } from "node:http";
import { overHttps, securityHeaders } from "#security-headers.ts";

type PassOn = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const body = JSON.stringify({ ok: true });

/**
 * Answers in front of everybody whether this process lives: `200 {"ok":true}` at `/api/health/live`, without a place, a
 * turn or the framework, so that neither a crowd nor very many such questions keep the next one waiting.
 */
export function aheadOfAll(passOn: PassOn): PassOn {
  return async (request, response) => {
    const { method, url = "", headers } = request;
    const isAsked = (method === "GET" || method === "HEAD") && url.split("?", 1)[0] === "/api/health/live";
    if (!isAsked) return passOn(request, response);
    const guarded = headers["x-forwarded-proto"] === "https" ? [...securityHeaders, overHttps] : securityHeaders;
    for (const { key, value } of guarded) response.setHeader(key, value);
    response.writeHead(200, {
      "cache-control": "no-store",
      "content-type": "application/json",
      "content-length": body.length,
    });
    response.end(method === "HEAD" ? undefined : body);
  };
}
