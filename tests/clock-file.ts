import { renameSync, writeFileSync } from "node:fs";

/** Moves the clock of the apps that read this file, who believe it. */
export function setClock(file: string, offsetMs: number): void {
  write(file, String(offsetMs));
}

/** Has the server's own clock of these apps leap, which they notice. */
export function leapClock(file: string, offsetMs: number): void {
  write(file, `leap ${offsetMs}`);
}

/** It is replaced as a whole: found empty, it would mean the present. */
function write(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
