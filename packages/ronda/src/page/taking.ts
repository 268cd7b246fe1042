import type { Drawing } from "./context.ts";
import { isOwnForm, isSameOrigin, readForm } from "./form.ts";
import type { Message } from "./message-view.ts";
import { createTurns, TooSlow } from "./turns.ts";

/** So long a form is waited for. */
const inTime = createTurns({ atOnce: Number.POSITIVE_INFINITY, withinMs: 4000 });

/** A form that was sent from the page itself by who it was made for, or a message that says why it is not taken. */
export async function takeForm(
  request: Request,
  { drawing, about, way }: { drawing: Drawing; about: string; way: NonNullable<Message["way"]> },
): Promise<{ form: URLSearchParams } | Message> {
  const { texts, actor } = drawing;
  const refused = (status: number, sentence: "otherOrigin" | "noForm" | "tooLarge" | "oldForm"): Message => ({
    status,
    title: status === 403 ? "forbidden" : "badRequest",
    sentence: texts.errors[sentence],
    way,
  });
  if (!isSameOrigin(request)) return refused(403, "otherOrigin");
  const form = await inTime(() => readForm(request)).catch((error) =>
    error instanceof TooSlow ? "tooSlow" : "cutOff",
  );
  // No 408: a browser takes that for the end of an idle connection, and sends the form again in silence.
  if (form === "tooSlow") return refused(422, "noForm");
  // It ended too early, or somebody has read it before.
  if (form === "cutOff") return refused(400, "noForm");
  if (form === "noForm") return refused(415, form);
  if (form === "tooLarge") return refused(413, form);
  return isOwnForm(request, form, { actor, about }) ? { form } : refused(403, "oldForm");
}
