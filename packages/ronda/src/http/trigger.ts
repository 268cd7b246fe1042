import { longestActor } from "../record/label.ts";

/** Who asks: a command line or a person's tool sends its name in this header, and the run is manual. A crontab sends none. */
export const actorHeader = "X-Ronda-Actor";

/** What a trigger says it is: `schedule` runs once a slot and is never manual; every generated line sends it. `manual` takes no slot. */
export const triggerHeader = "X-Ronda-Trigger";

/** A person's tool names the run here whose job it wants to run again, with what that run was given. */
export const againHeader = "X-Ronda-Again";

/** Vercel's cron sends no header of ours, but always this user agent (https://vercel.com/docs/cron-jobs). */
const vercelCron = /^vercel-cron\//i;

const unknownTrigger = `${triggerHeader} is "schedule" in what a scheduler sends and "manual" in what a person sends, or left out`;
const scheduleOfPerson = `${triggerHeader} says that the schedule asks, ${actorHeader} that a person does; send one of them`;

const againNeedsActor = `${againHeader} is for a person: send ${actorHeader} with who asks`;

/** Who asks for a run, as the request says it; without a trigger the run claims a slot that is open. `again` is the id of a run. */
export type Asking = { actor: string | null; trigger: "manual" | "schedule" | undefined; again: string | null };

/** Reads who asks, or what is wrong with how it was said. */
export function askingOf(headers: Headers): (Asking & { wrong?: undefined }) | { wrong: string } {
  const actor = headers.get(actorHeader)?.slice(0, longestActor) || null;
  const again = headers.get(againHeader);
  if (again !== null && !actor) return { wrong: againNeedsActor };
  const sent = headers.get(triggerHeader)?.trim().toLowerCase();
  if (sent === undefined) {
    const isVercel = !actor && vercelCron.test(headers.get("user-agent") ?? "");
    return { actor, trigger: isVercel ? "schedule" : undefined, again };
  }
  if (sent !== "schedule" && sent !== "manual") return { wrong: unknownTrigger };
  return sent === "schedule" && actor ? { wrong: scheduleOfPerson } : { actor, trigger: sent, again };
}
