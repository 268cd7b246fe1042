import { renameSync, writeFileSync } from "node:fs";

/** Moves the clock of the apps that read this file. It is replaced as a whole: found empty, it would mean the present. */
export function setClock(file: string, offsetMs: number): void {
  writeFileSync(`${file}.new`, String(offsetMs));
  renameSync(`${file}.new`, file);
}
