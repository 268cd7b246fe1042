const [quote, backslash] = [0x22, 0x5c];
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);

/** How deep the objects and arrays of a JSON text lie in each other, in one pass and without parsing it. */
export function jsonDepth(text: Uint8Array): number {
  let [depth, deepest, isInString] = [0, 0, false];
  for (let at = 0; at < text.length; at++) {
    const byte = text[at]!;
    if (isInString && byte === backslash) at++;
    else if (byte === quote) isInString = !isInString;
    else if (isInString) continue;
    else if (opening.has(byte)) deepest = Math.max(deepest, ++depth);
    else if (closing.has(byte)) depth--;
  }
  return deepest;
}
