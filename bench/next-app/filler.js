import { createElement } from "react";

const word = "Matahari terbit di balik bukit. ";
/** What Next puts around a page's own text. */
const frameBytes = 4_000;

/** A page of `bytes` in all: Next sends what it shows twice, as HTML and as data for the browser's React. */
export function filler(bytes) {
  const length = Math.max(0, Math.floor((bytes - frameBytes) / 2));
  return createElement("p", null, word.repeat(Math.ceil(length / word.length)).slice(0, length));
}

/** The sizes of the pages to compare with, in bytes: `home` and `trip`. */
export function sizeOf(page) {
  return Number(process.env[`PAGE_BYTES_${page.toUpperCase()}`] ?? 100_000);
}
