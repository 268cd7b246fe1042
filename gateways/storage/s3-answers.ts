/** An object without its bytes. A store tells the time to the second in its headers and often finer in its listings. */
export type StoredObject = { key: string; sizeBytes: number; modifiedAt: Date };

/**
 * One page of a listing (`ListObjectsV2`), read without an XML library: it has a fixed shape, and a key that needs more
 * than the five basic entities is none of ours. `next` is there when more pages follow.
 */
export function pageFrom(xml: string): { objects: StoredObject[]; next?: string } {
  const objects = [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, entry = ""]) => ({
    key: textOf(entry, "Key"),
    sizeBytes: Number(textOf(entry, "Size")),
    modifiedAt: new Date(textOf(entry, "LastModified")),
  }));
  return textOf(xml, "IsTruncated") === "true" ? { objects, next: textOf(xml, "NextContinuationToken") } : { objects };
}

function textOf(xml: string, element: string): string {
  const text = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1] ?? "";
  return text.replace(/&(amp|lt|gt|quot|apos|#\d+);/g, (_, name: string) =>
    name.startsWith("#") ? String.fromCodePoint(Number(name.slice(1))) : (entities[name] ?? ""),
  );
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
