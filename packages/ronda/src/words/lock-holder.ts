import type { LockHeld } from "./id/causes.ts";

/** What the engine adds to the message of a run that waited too long for a lock. */
const heldBy =
  /\[held by process (\d{1,10}) "([^"]{0,60})", ([a-z ()]{1,40}), since (\d{4}-[\d:T.-]{1,30}Z)(?:, while ([\w ,.-]{1,400}) ran)?\]/;

/** Who held the lock, in words, and the line that ends it if it still does; nothing where the message names nobody. */
export function lockHolderIn(
  message: string,
  { lockHeld: texts, moment }: { lockHeld: LockHeld; moment: (at: Date) => string },
): { says: string; whatToDo: string; command: string } | undefined {
  const found = heldBy.exec(message);
  if (!found) return undefined;
  const [, pid = "", app = "", state = "", since = "", jobs] = found;
  const startedAt = new Date(since);
  if (Number.isNaN(startedAt.getTime())) return undefined;
  const command = endOf(pid, startedAt);
  const holder = texts.holder(app.trim(), pid);
  return {
    says: texts.says(jobs ? texts.jobs(holder, jobs) : holder, moment(startedAt)),
    whatToDo: state.startsWith("idle") ? texts.idle(command) : texts.busy(command),
    command,
  };
}

/** Ends that transaction alone: by the time somebody types this, its process may be another's, or work on something else. */
function endOf(pid: string, startedAt: Date): string {
  const before = new Date(startedAt.getTime() + 1000).toISOString();
  return `select pg_terminate_backend(pid) from pg_stat_activity where pid = ${pid} and xact_start < '${before}';`;
}
