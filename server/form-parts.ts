import busboy from "busboy";
import { limits } from "#limits.ts";
import type { Refusal } from "./refusals.ts";

/** A form's text, name by name in the order of its parts; files are counted and dropped. */
export type FormFields = [name: string, value: string][];

/**
 * Reads a form as it arrives, with the parser that Next reads it with afterwards, and stops at the first part that is one
 * too many. `write` each chunk; `end` resolves with the fields. Either says why the form is refused.
 */
export function formParts(contentType: string) {
  const fields: FormFields = [];
  const ofName = new Map<string, number>();
  let [textBytes, refusal]: [number, Refusal | undefined] = [0, undefined];
  const refuse = (reason: Refusal) => {
    refusal ??= reason;
  };
  const count = (name: string | undefined) => {
    if (!name || Buffer.byteLength(name) > limits.form.mostNameBytes) return refuse("unreadable");
    const sofar = (ofName.get(name) ?? 0) + 1;
    ofName.set(name, sofar);
    if (sofar > limits.form.mostOfOneName) refuse("too-many-fields");
  };

  const parser = parserOf(contentType);
  if (!parser) return undefined;
  const ended = new Promise<void>((resolve) => void parser.once("close", resolve));
  parser
    .on("field", (name, value) => {
      count(name);
      textBytes += Buffer.byteLength(value);
      if (textBytes > limits.form.mostBytes) refuse("too-large");
      fields.push([name, value]);
    })
    .on("file", (name, file) => {
      count(name);
      file.on("limit", () => refuse("too-large")).resume();
    })
    .on("fieldsLimit", () => refuse("too-many-fields"))
    .on("filesLimit", () => refuse("too-many-fields"))
    .on("partsLimit", () => refuse("too-many-fields"))
    .on("error", () => refuse("unreadable"));

  return {
    write(chunk: Buffer): Refusal | undefined {
      if (!refusal) parser.write(chunk);
      return refusal;
    },
    async end(): Promise<FormFields | Refusal> {
      if (!parser.destroyed) parser.end();
      await ended;
      return refusal ?? fields;
    },
    stop: () => void parser.destroy(),
  };
}

/** Undefined where the type names no boundary. */
function parserOf(contentType: string) {
  const { mostFields, mostBytes } = limits.form;
  try {
    return busboy({
      headers: { "content-type": contentType },
      defParamCharset: "utf8",
      // What is counted beyond its limit is one too many: the limit itself is allowed.
      limits: {
        fields: mostFields,
        files: mostFields,
        parts: mostFields + 1,
        fieldSize: mostBytes + 1,
        fileSize: mostBytes + 1,
      },
    });
  } catch {
    return undefined;
  }
}
