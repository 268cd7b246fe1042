import { ExportError } from "./export-error.ts";

/** The lines that begin and end a generated part of a file. */
export type Marks = { begin: string; end: string };

/** The marked part of a text, its marks included; nothing where there is none. Throws {@link ExportError} where a mark is missing or stands twice. */
export function findBlock(text: string, marks: Marks): string | undefined {
  const place = placeOf(text, marks);
  return place && text.slice(place.from, place.to);
}

/** The text with its marked part replaced; throws {@link ExportError} where there is none. */
export function replaceBlock(text: string, marks: Marks, block: string): string {
  const place = placeOf(text, marks);
  if (!place)
    throw new ExportError(
      `the file has no line "${marks.begin}"; put it, and "${marks.end}" below it, where the block belongs`,
    );
  return text.slice(0, place.from) + block + text.slice(place.to);
}

/** The text with its marked part, if any, taken out and the block put at its end, on lines of its own. */
export function putLast(text: string, marks: Marks, block: string): string {
  const place = placeOf(text, marks);
  const rest = place ? text.slice(0, place.from) + text.slice(place.to).replace(/^\n/, "") : text;
  return rest === "" || rest.endsWith("\n") ? rest + block : `${rest}\n${block}`;
}

function placeOf(text: string, { begin, end }: Marks): { from: number; to: number } | undefined {
  const [begins, ends] = [occurrences(text, begin), occurrences(text, end)];
  if (begins.length === 0 && ends.length === 0) return undefined;
  const [from, to] = [begins[0], ends[0]];
  if (begins.length !== 1 || ends.length !== 1 || from === undefined || to === undefined || to < from) {
    throw new ExportError(`"${begin}" and "${end}" must each stand once, in this order`);
  }
  return { from, to: to + end.length };
}

/** Where lines that begin with a mark start. A mark that goes on is another one: that of an app called `shop-staging`. */
function occurrences(text: string, mark: string): number[] {
  const isMark = (line: string) => line.startsWith(mark) && !/^[\w.-]/.test(line.slice(mark.length));
  return [...text.matchAll(/^.*$/gm)].filter(([line]) => isMark(line)).map(({ index }) => index);
}
