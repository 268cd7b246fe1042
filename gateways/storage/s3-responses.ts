/** An object without its bytes. A store tells the time to the second in its headers and often finer in its listings. */
export type StoredObject = { key: string; sizeBytes: number; modifiedAt: Date };

/**
 * One page of a listing (`ListObjectsV2`), read without an XML library: it has a fixed shape, and a key that needs more
 * than the five basic entities is none of ours. `next` is there when more pages follow. Undefined for what is no such page:
 * another document, an object without a time or a size, or a page that promises more and does not say how to get it.
 */
export function pageFrom(xml: string): { objects: StoredObject[]; next?: string } | undefined {
  if (!/^\s*(?:<\?xml[^>]*>\s*)?<ListBucketResult[\s>]/.test(xml) || !xml.includes("</ListBucketResult>"))
    return undefined;
  const [head = "", ...entries] = xml.split("<Contents>");
  const objects = entries.map((entry) => objectFrom(entry.slice(0, entry.indexOf("</Contents>"))));
  if (!objects.every(isPlausible)) return undefined;
  // Stores put these before the objects or after them.
  const around = head + (entries.at(-1)?.split("</Contents>")[1] ?? "");
  if (textOf(around, "IsTruncated") !== "true") return { objects };
  const next = textOf(around, "NextContinuationToken");
  return next ? { objects, next } : undefined;
}

/** Whether size and time are some: a whole number of bytes, a moment. */
export function isPlausible({ sizeBytes, modifiedAt }: Omit<StoredObject, "key">): boolean {
  return Number.isSafeInteger(sizeBytes) && sizeBytes >= 0 && !Number.isNaN(modifiedAt.getTime());
}

function objectFrom(entry: string): StoredObject {
  const size = textOf(entry, "Size");
  return {
    key: textOf(entry, "Key"),
    sizeBytes: size === "" ? Number.NaN : Number(size),
    modifiedAt: new Date(textOf(entry, "LastModified")),
  };
}

function textOf(xml: string, element: string): string {
  const text = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1] ?? "";
  const plain = text.replace(/&(amp|lt|gt|quot|apos|#\d+);/g, (_, name: string) =>
    name.startsWith("#") ? character(Number(name.slice(1))) : (entities[name] ?? ""),
  );
  // No key of ours has one, and no table takes one.
  return plain.replaceAll("\0", unknownCharacter).toWellFormed();
}

const unknownCharacter = "\ufffd";
const lastCodePoint = 0x10ffff;

function character(codePoint: number): string {
  return codePoint <= lastCodePoint ? String.fromCodePoint(codePoint) : unknownCharacter;
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
