import { endWhenSilent } from "./end-when-silent.ts";

/** What came of sending: the status and the answer's JSON; status 0 when the connection broke or it was called off. */
export type Sent = { status: number; body: unknown };

/**
 * Posts `body` to an address of our own and tells how far it is, 0 to 1, as `fetch` still cannot. Answers never throw.
 */
export function sendWithProgress(
  address: string,
  body: XMLHttpRequestBodyInit,
  { onProgress, signal }: { onProgress?: (share: number) => void; signal?: AbortSignal } = {},
): Promise<Sent> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const end = () => resolve({ status: request.status, body: parsed(request.responseText) });
    request.open("POST", address);
    request.setRequestHeader("accept", "application/json");
    request.upload.addEventListener("progress", ({ lengthComputable, loaded, total }) => {
      if (lengthComputable) onProgress?.(loaded / total);
    });
    request.addEventListener("loadend", end);
    endWhenSilent(request);
    signal?.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
