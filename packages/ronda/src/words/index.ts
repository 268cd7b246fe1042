import "../check-node.ts";

/** `ronda/words`: what the engine knows, said for people: for pages of one's own. */
export { type ScheduleReader, scheduleInTwoZones, scheduleInWords } from "../schedule/words.ts";
export { textIn } from "../text-in.ts";
export type { AlertText } from "./alert.ts";
export type { ErrorCause } from "./cause.ts";
export type { CauseKind } from "./id/causes.ts";
export { type Repeated, repeats } from "./repeats.ts";
export { type AdviceKind, isRestart, type Words, type WordsOptions, wordsFor } from "./words.ts";
