import { createHash, timingSafeEqual } from "node:crypto";
import { OPS_PASSWORD } from "./env.ts";

/** Who may see the page of the jobs: whoever knows the password, under the name that they give. Put your own sign-in in its place. */
export function authorize(request: Request): string | Response | false {
  if (!OPS_PASSWORD) return false;
  const [, encoded = ""] = /^Basic (.+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  const [name, ...rest] = Buffer.from(encoded, "base64").toString().split(":");
  if (name && timingSafeEqual(hash(rest.join(":")), hash(OPS_PASSWORD))) return name;
  return new Response("Who are you?", { status: 401, headers: { "www-authenticate": 'Basic realm="jobs"' } });
}

function hash(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
