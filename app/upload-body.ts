import { policy } from "#domain/policy.ts";

/** What a request carries, or that it carries more than any upload may. */
export type UploadBody = { ok: true; bytes: Uint8Array } | { ok: false; reason: "too-large" | "no-file" };

/** Boundaries and headers of the parts around a file. */
const multipartOverhead = 16_384;

/**
 * The file that a request sends: its body as it is, or the part named `field` of a form. The limit is kept while the
 * bytes arrive, whatever the request says about their number, so that nobody fills the memory.
 */
export async function readUpload(request: Request, field: string): Promise<UploadBody> {
  const type = request.headers.get("content-type") ?? "";
  const isForm = type.startsWith("multipart/form-data");
  const bytes = await readAtMost(request.body, policy.uploadMostBytes + (isForm ? multipartOverhead : 0));
  if (!bytes) return { ok: false, reason: "too-large" };
  const file = isForm ? await partOf(bytes, { type, field }) : bytes;
  return file?.byteLength ? { ok: true, bytes: file } : { ok: false, reason: "no-file" };
}

async function readAtMost(body: ReadableStream<Uint8Array> | null, mostBytes: number) {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    // Leaving the loop cancels what has not arrived yet.
    if (length > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

async function partOf(
  bytes: Uint8Array<ArrayBuffer>,
  { type, field }: { type: string; field: string },
): Promise<Uint8Array | undefined> {
  const form = await new Response(bytes, { headers: { "content-type": type } }).formData().catch(() => undefined);
  const part = form?.get(field);
  return part instanceof File ? new Uint8Array(await part.arrayBuffer()) : undefined;
}
