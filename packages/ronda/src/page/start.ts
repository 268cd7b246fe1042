import { setTimeout as pause } from "node:timers/promises";
import { parseInput } from "../http/input.ts";
import { holdsHidden } from "../runs/hidden-values.ts";
import { issueInLine } from "../runs/input.ts";
import type { RunOutcome } from "../types.ts";
import { jobPath } from "./address.ts";
import type { Drawing } from "./context.ts";
import type { FilledForm } from "./job-view.ts";
import type { Message } from "./message-view.ts";
import type { PageOptions } from "./options.ts";
import type { PageSource } from "./source.ts";
import { takeForm } from "./taking.ts";
import { createTurns } from "./turns.ts";

/** So long it is waited for until it is known whether its run has begun. */
const inTime = createTurns({ atOnce: Number.POSITIVE_INFINITY, withinMs: 4000 });

/** A run that ends as quickly is shown with its end, rather than as one that goes on. */
const quickMs = 500;

/**
 * Runs a job for who sent the form of its page. Returns where to go on: to the run, half a second after its row stands at the
 * latest, however long it takes; or what was filled in, where its input is not accepted. Otherwise a message that says why
 * nothing was run.
 */
export async function startRun(
  source: PageSource,
  request: Request,
  { name, drawing, waitUntil }: { name: string; drawing: Drawing } & Pick<PageOptions, "waitUntil">,
): Promise<{ location: string } | { filled: FilledForm } | Message> {
  const { link, actor } = drawing;
  const way = { href: `${link(jobPath(name))}#run-now`, name };
  const taken = await takeForm(request, { drawing, about: name, way });
  if (!("form" in taken)) return taken;
  const { form } = taken;

  const input = form.get("input") ?? "";
  const given = input.trim() === "" ? { input: undefined } : parseInput(input);
  if (given.wrong !== undefined) return { filled: { input, problem: given.wrong } };

  const recorded = Promise.withResolvers<{ runId: string }>();
  const running = source.start(name, {
    actor,
    input: given.input,
    onRecorded: (runId) => recorded.resolve({ runId }),
  });
  waitUntil?.(running);
  const first = await inTime(() => Promise.race([recorded.promise, running])).catch(() => undefined);
  if (!first || !("runId" in first)) {
    const problem = first?.ok === false ? first.issues?.map(issueInLine).join("; ") : undefined;
    return problem === undefined
      ? notStarted(first, drawing)
      : { filled: { input, problem, isLess: holdsHidden(given.input) } };
  }
  await Promise.race([running, pause(quickMs, undefined, { ref: false })]);
  return { location: link(`/runs/${first.runId}`) };
}

function notStarted(outcome: RunOutcome | undefined, { texts, link }: Drawing): Message {
  return {
    status: 503,
    title: "unavailable",
    sentence: outcome ? texts.errors.notStarted : texts.errors.perhapsStarted,
    detail: outcome && !outcome.ok ? outcome.error : undefined,
    tone: "failed",
    way: { href: link("/runs"), name: texts.runs },
  };
}
