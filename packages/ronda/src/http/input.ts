/** What a request may give as a job's input: bytes, levels, and how long it may take to arrive. */
const mostBytes = 64 * 1024;
const deepestLevel = 20;
const arriveMs = 10_000;

const json = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/** The input that a request gives, undefined where it gives none; or why it cannot be one, with the status that says so. */
export type GivenInput = { input: unknown; wrong?: undefined } | { wrong: string; status: 400 | 408 | 413 };

const refuse = (wrong: string, status: 400 | 408 | 413 = 400): GivenInput => ({ wrong, status });

const tooLarge = refuse(`The input is larger than ${mostBytes / 1024} KiB`, 413);

/**
 * Reads a job's input from the body of a POST: JSON of at most 64 KiB and 20 levels. A job that takes none is given none
 * by a body that is no JSON, which is not read, nor by `{}`, which some schedulers send.
 */
export async function inputOf(request: Request, takesInput: boolean): Promise<GivenInput> {
  if (request.method !== "POST" || request.body === null) return { input: undefined };
  const isJson = json.test(request.headers.get("content-type") ?? "");
  if (!isJson && !takesInput) return { input: undefined };
  const body = await bodyOf(request);
  if (typeof body === "object") return body;
  if (body.trim() === "") return { input: undefined };
  if (!isJson) return refuse("The input is JSON: send it with Content-Type: application/json");
  const given = parseInput(body);
  if (given.wrong !== undefined || takesInput || isEmptyObject(given.input)) {
    return takesInput || given.wrong !== undefined ? given : { input: undefined };
  }
  return refuse("This job takes no input");
}

/** The body's text; or why it cannot be read. No more of it is read than may be given. */
async function bodyOf(request: Request): Promise<string | GivenInput> {
  if (request.bodyUsed) return refuse("The body was read before it came here, so no input can be read from it");
  const reader = request.body!.getReader();
  const late = Promise.withResolvers<"late">();
  const timer = setTimeout(() => late.resolve("late"), arriveMs);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (;;) {
      const read = await Promise.race([reader.read(), late.promise]);
      if (read === "late") return refuse(`The input took longer than ${arriveMs / 1000} s to arrive`, 408);
      if (read.done) break;
      bytes += read.value.byteLength;
      if (bytes > mostBytes) return tooLarge;
      chunks.push(read.value);
    }
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    return refuse("The input cannot be read: it is cut off, or no UTF-8");
  } finally {
    clearTimeout(timer);
    // What is left of the body is not wanted; nobody waits for it to end.
    void reader.cancel().catch(() => {});
  }
}

/** Reads an input from JSON of a bounded size and depth, which is counted before anything is built of it. */
export function parseInput(text: string): GivenInput {
  if (text.length > mostBytes) return tooLarge;
  if (depthOf(text) > deepestLevel) return refuse(`The input is deeper than ${deepestLevel} levels`);
  try {
    return { input: JSON.parse(text) as unknown };
  } catch {
    return refuse("The input is not JSON");
  }
}

function depthOf(text: string): number {
  let [depth, deepest, inText] = [0, 0, false];
  for (let index = 0; index < text.length; index++) {
    const letter = text[index];
    if (inText && letter === "\\") index += 1;
    else if (letter === '"') inText = !inText;
    else if (!inText && (letter === "{" || letter === "[")) deepest = Math.max(deepest, ++depth);
    else if (!inText && (letter === "}" || letter === "]")) depth -= 1;
  }
  return deepest;
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}
