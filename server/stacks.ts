import { readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { dirname, resolve } from "node:path";

/**
 * Stacks name the file and the line that somebody wrote, in the log and in a run's row, and not those of the bundle.
 *
 * Node would do that by itself (`--enable-source-maps`), but it reads every map when its chunk is loaded: a process took
 * 60 MB more and started a second later. Here a map is read when the first stack needs it. Next's own way maps what Next
 * prints, not the `stack` that anybody else reads.
 */

/** A map is some megabytes in memory; an error's stack spans few chunks. */
const mostMaps = 4;

/** Has errors of the bundle in `folder` written by their sources. To be called once Next is loaded, which sets its own. */
export function writeStacksBySource(folder: string): void {
  const maps = createMaps();
  const lineOf = (frame: NodeJS.CallSite): string => {
    const [file, line, column] = [frame.getFileName(), frame.getLineNumber(), frame.getColumnNumber()];
    const written = String(frame);
    if (!file?.startsWith(folder) || line === null || column === null) return written;
    const source = maps(file)?.findEntry(line - 1, column - 1);
    if (!source || !("originalSource" in source) || !source.originalSource) return written;
    const path = resolve(dirname(file), source.originalSource);
    const original = `${path}:${source.originalLine + 1}:${source.originalColumn + 1}`;
    return written.replace(`${file}:${line}:${column}`, () => original);
  };
  Error.prepareStackTrace = (error, frames) =>
    [headOf(error), ...frames.map((frame) => `    at ${lineOf(frame)}`)].join("\n");
}

/** What V8 begins a stack with; of an error that cannot even say its name, no more than that. */
function headOf(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}

/** Reads the map beside a file of the bundle, and remembers the last few; undefined where there is none. */
function createMaps(): (file: string) => SourceMap | undefined {
  const known = new Map<string, SourceMap | undefined>();
  return (file) => {
    const map = known.has(file) ? known.get(file) : readMap(file);
    known.delete(file);
    known.set(file, map);
    if (known.size > mostMaps) known.delete(known.keys().next().value!);
    return map;
  };
}

function readMap(file: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${file}.map`, "utf8")) as SourceMapPayload);
  } catch {
    // Written as it is, a stack still says more than none.
    return undefined;
  }
}
