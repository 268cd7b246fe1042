import { isSigned, sign } from "#domain/users/signature.ts";

/** Something that was done: by whom, what, and about what. */
export type Done = { adminId: string; flash: string; about: string };

/** How long an address may say that something was done: a reload does, a tab that is opened again the next day does not. */
const shownForMs = 10 * 60_000;

/** The mark with which an address says that this was done: nobody else can make it up, nor does it serve another admin. */
export function flashMark(done: Done, now: Date): string {
  const moment = now.getTime().toString(36);
  return `${moment}.${sign("news", textOf(done, moment))}`;
}

/** Whether the mark is ours, for this, and of just now. */
export function isJustDone(mark: string, done: Done, now: Date): boolean {
  const [moment = "", signature = ""] = mark.split(".");
  const ageMs = now.getTime() - Number.parseInt(moment, 36);
  return Math.abs(ageMs) <= shownForMs && isSigned("news", textOf(done, moment), signature);
}

const textOf = ({ adminId, flash, about }: Done, moment: string) => JSON.stringify([adminId, flash, about, moment]);
