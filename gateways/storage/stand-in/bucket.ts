import type { OutgoingHttpHeaders } from "node:http";
import type { SignedRequest } from "./signature.ts";

/** What a bucket answers to a request that may pass. */

/** An object of the bucket. */
export type HeldObject = { bytes: Buffer; modifiedAt: Date };

/** An answer before it is sent. */
export type Answer = { status: number; headers?: OutgoingHttpHeaders; body?: Buffer | string };

type Held = { bucket: string; objects: Map<string, HeldObject>; now: Date };

const largestPage = 1_000;
const xml = { "content-type": "application/xml" };

/** A refusal as a store words it. */
export function refusal(status: number, code: string): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return { status, headers: xml, body };
}

/** Does what the request asks for, or refuses it. */
export function databaseError(request: SignedRequest, held: Held): Answer {
  const { pathname, searchParams } = new URL(request.path, "http://store");
  const [, bucket, ...rest] = pathname.split("/");
  const key = rest.join("/");
  if (bucket !== held.bucket) return refusal(404, "NoSuchBucket");
  if (key === "") return list(held, searchParams);
  switch (request.method) {
    case "PUT":
      return request.headers["x-amz-copy-source"] ? copy(held, key, request) : put(held, key, request);
    case "DELETE":
      held.objects.delete(key);
      return { status: 204 };
    default:
      return give(held, key);
  }
}

function list({ objects }: Held, query: URLSearchParams): Answer {
  if (query.get("list-type") !== "2") return refusal(501, "NotImplemented");
  const prefix = query.get("prefix") ?? "";
  const size = Math.min(Number(query.get("max-keys") ?? largestPage), largestPage);
  const after = Buffer.from(query.get("continuation-token") ?? "", "base64").toString();
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const contents = keys.slice(0, size).map((key) => entry(key, objects.get(key)!));
  const isTruncated = keys.length > size;
  const token = Buffer.from(keys[size - 1] ?? "").toString("base64");
  const next = isTruncated ? `<NextContinuationToken>${token}</NextContinuationToken>` : "";
  const body = `<ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${next}${contents.join("")}</ListBucketResult>`;
  return { status: 200, headers: xml, body };
}

function entry(key: string, { bytes, modifiedAt }: HeldObject): string {
  const escaped = key.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<Contents><Key>${escaped}</Key><LastModified>${modifiedAt.toISOString()}</LastModified><ETag>&quot;0&quot;</ETag><Size>${bytes.length}</Size></Contents>`;
}

function put({ objects, now }: Held, key: string, { headers, body }: SignedRequest): Answer {
  if (headers["content-length"] === undefined) return refusal(411, "MissingContentLength");
  if (headers["if-none-match"] === "*" && objects.has(key)) return refusal(412, "PreconditionFailed");
  objects.set(key, { bytes: Buffer.from(body), modifiedAt: now });
  return { status: 200, headers: { etag: '"0"' } };
}

function copy({ bucket, objects, now }: Held, key: string, { headers }: SignedRequest): Answer {
  const source = (headers["x-amz-copy-source"] ?? "").replace(`/${bucket}/`, "");
  const object = objects.get(source);
  if (!object) return refusal(404, "NoSuchKey");
  const replaces = headers["x-amz-metadata-directive"] === "REPLACE";
  if (source === key && !replaces) return refusal(400, "InvalidRequest");
  objects.set(key, { ...object, modifiedAt: now });
  return { status: 200, headers: xml, body: "<CopyObjectResult></CopyObjectResult>" };
}

function give({ objects }: Held, key: string): Answer {
  const object = objects.get(key);
  if (!object) return refusal(404, "NoSuchKey");
  const headers = { "content-length": object.bytes.length, "last-modified": object.modifiedAt.toUTCString() };
  return { status: 200, headers, body: object.bytes };
}
