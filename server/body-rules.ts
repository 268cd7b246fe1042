import { policy } from "#domain/policy.ts";
import { limits } from "#limits.ts";
import type { Refusal } from "./refusals.ts";

/** What the body of one request may be, and how many bytes it has at most. */
export type BodyRule = {
  kind: /** `multipart/form-data` for an action. */
    | "form"
    /** JSON of a route, or the arguments of an action as scripts send them when there is no form among them. */
    | "json"
    /** A picture, alone or in a form: its route reads it itself, when it is its sender's turn, and keeps its bounds. */
    | "upload";
  mostBytes: number;
};

type Asked = { method: string; path: string; contentType: string | undefined; isAction: boolean };

const { form, json, upload } = limits;

const rules = {
  form: { kind: "form", mostBytes: form.mostBytes + form.mostFields * form.mostPartHeaderBytes },
  json: { kind: "json", mostBytes: json.mostBytes },
  upload: { kind: "upload", mostBytes: policy.uploadMostBytes + upload.mostOverheadBytes },
} satisfies Record<string, BodyRule>;

/**
 * Which body a request may bring, by its address, method and type; a word for why it may bring none of that type. Pages
 * take what server actions send, uploads a picture or a form with one, everything else below `/api/` JSON.
 */
export function bodyRule({ method, path, contentType, isAction }: Asked): BodyRule | Refusal {
  if (["GET", "HEAD", "OPTIONS", "DELETE"].includes(method)) return "no-body-here";
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (isUpload(path)) return rules.upload;
  if (path.startsWith("/api/")) return type === "application/json" ? rules.json : "wrong-type";
  if (type === "multipart/form-data") return rules.form;
  return isAction && type === "text/plain" ? rules.json : "wrong-type";
}

/** Whether an address takes a form of its own instead of an action's: its answer is a file, which no action can send. */
export function takesPlainForm(path: string): boolean {
  return path === "/akun/data/unduh";
}

/** Whether an address takes pictures. */
export function isUpload(path: string): boolean {
  return path.startsWith("/api/unggah/");
}
