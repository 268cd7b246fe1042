import { setTimeout as pause } from "node:timers/promises";
import { untilOf } from "../actions/until.ts";
import { typedLine } from "../record/label.ts";
import type { Refusal } from "../types.ts";
import type { PageVerb } from "./address.ts";
import type { Drawing } from "./context.ts";
import type { Message } from "./message-view.ts";
import type { PageSource } from "./source.ts";
import { takeForm } from "./taking.ts";
import { createTurns } from "./turns.ts";

const inTime = createTurns({ atOnce: Number.POSITIVE_INFINITY, withinMs: 4000 });

/** A run that ends as quickly is shown with its end. */
const quickMs = 500;

/** What was filled into the form of an action that was not taken, and why it was not. */
export type FilledAct = { verb: PageVerb; problem: string; reason: string; length: string; at: string };

/** What is to be done, to what, and the path of the page that it stands on. */
export type PageAct = { verb: PageVerb; of: string; path: string };

/** Where the form of an action is sent to. */
export function actPath({ verb, path }: Pick<PageAct, "verb" | "path">): string {
  return `${path}/${verb}`;
}

/**
 * Does what somebody sent the form of. Returns where to go on, what was filled in where it was not done, or a message that
 * says why the form was not taken.
 */
export async function act(
  source: PageSource,
  request: Request,
  { wanted, drawing }: { wanted: PageAct; drawing: Drawing },
): Promise<{ location: string } | { filled: FilledAct; status: number } | Message> {
  const { link, zone, now, words } = drawing;
  const { verb, of, path } = wanted;
  const taken = await takeForm(request, {
    drawing,
    about: actPath(wanted),
    way: { href: link(path), name: drawing.texts.errors.again },
  });
  if (!("form" in taken)) return taken;
  const field = (name: string) => typedLine(taken.form.get(name) ?? "");
  const [reason, length, at] = [field("reason"), field("length"), field("at")];
  const refused = (refusal: Refusal) => {
    const status = refusal.kind === "bad-input" ? 400 : 409;
    return { status, filled: { verb, problem: words.refusal(refusal), reason, length, at } };
  };
  const pausedAt = momentIn(field("pausedAt"));
  const given = at || length;
  const until = given === "" ? undefined : untilOf(given, { now, zone });
  if (given !== "" && !until) return refused({ kind: "bad-input", field: "until", problem: "not-a-moment" });

  const by = drawing.actor;
  const why = reason === "" ? undefined : reason;
  if (verb === "again") return await runAgain(source, { of, by, reason: why, drawing, refused });
  const outcome = await inTime(() => source.act(verb, of, { by, reason: why, until, pausedAt }));
  if (!outcome.ok) return refused(outcome.refusal);
  return { location: link(path, { done: verb }) };
}

/** What a form of a page of before says; nothing where it says nothing that can be read. */
function momentIn(text: string): Date | undefined {
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

async function runAgain<Refused>(
  source: PageSource,
  about: {
    of: string;
    by: string;
    reason: string | undefined;
    drawing: Drawing;
    refused: (refusal: Refusal) => Refused;
  },
): Promise<{ location: string } | Refused> {
  const { of, by, reason, drawing } = about;
  const outcome = await inTime(() => source.runAgain(of, { by, reason }));
  if (!outcome.ok) return about.refused(outcome.refusal);
  if (outcome.runId === null) return about.refused({ kind: "not-started", message: outcome.skipped ?? "" });
  await pause(quickMs, undefined, { ref: false });
  return { location: drawing.link(`/runs/${outcome.runId}`) };
}
