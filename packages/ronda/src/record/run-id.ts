import { v7 } from "uuid";

let counter = 0;

/** A new UUIDv7 of that moment: ids sort by time, and in one process by order within a millisecond. */
export function newRunId(at: Date): string {
  counter = (counter + 1) % 0xffff_ffff;
  return v7({ msecs: at.getTime(), seq: counter });
}

/** The least id that a run created at that moment can have: what is older has a smaller one. */
export function leastRunId(at: Date): string {
  return v7({ msecs: at.getTime(), seq: 0, random: new Uint8Array(16) });
}
