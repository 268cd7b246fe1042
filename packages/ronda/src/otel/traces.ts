import {
  type Context,
  context,
  createTraceState,
  type Link,
  ROOT_CONTEXT,
  type Span,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import type { RunEnd, RunStart, TraceContext } from "../events/event-map.ts";
import type { Ronda } from "../ronda.ts";
import { endAttributes, errorClass, errorType, scope, startAttributes } from "./attributes.ts";

/**
 * A span a run, around what its function does: the function's own spans are its children.
 *
 * Who waits for a run is its parent: the span in which code calls `runCron` or in which the HTTP request is answered, or the
 * `traceparent` of a request where nothing else traces it. A run that nobody waits for begins a trace of its own; one that the
 * patrol makes up for, or that a person starts on the page, links to what started it.
 */
export function traceRuns({ on, around, jobs }: Pick<Ronda, "on" | "around" | "jobs">): () => void {
  const schedules = new Map(jobs.map((job) => [job.name, job]));
  const spans = new Map<string, Span>();

  const end = (runId: string | null, tell: (span: Span) => void) => {
    const span = runId === null ? undefined : spans.get(runId);
    if (!span || runId === null) return;
    spans.delete(runId);
    tell(span);
    span.end();
  };
  const gone = (runId: string | null, message: string) => end(runId, (span) => fail(span, message));

  const off = [
    around((run, enter) => {
      const { parent, links } = origin(run);
      const attributes = startAttributes(run, schedules.get(run.jobName));
      const span = trace.getTracer(scope).startSpan(`run ${run.jobName}`, { attributes, links }, parent);
      spans.set(run.runId, span);
      context.with(trace.setSpan(parent, span), enter);
    }),
    on("run.finished", (run) => end(run.runId, (span) => tellEnd(span, run))),
    // What becomes of it after that is told too late for its span.
    on("run.fenced", ({ runId }) => gone(runId, "The run was closed by another process before it ended")),
    on("run.unrecorded", ({ runId, error }) => gone(runId, `The run could not be recorded: ${error}`)),
  ];
  return () => {
    for (const stop of off) stop();
    for (const span of spans.values()) span.end();
    spans.clear();
  };
}

/** Where in which trace a run stands. */
function origin({ caller, trace: remote }: RunStart): { parent: Context; links: Link[] } {
  const active = trace.getSpanContext(context.active());
  // A timer lives in the context in which it was once set: that of the app's start, which no run belongs to.
  if (caller === "scheduler") return { parent: ROOT_CONTEXT, links: [] };
  if (caller === "patrol" || caller === "page")
    return { parent: ROOT_CONTEXT, links: active ? [{ context: active }] : [] };
  return { parent: active || !remote ? context.active() : remoteParent(remote), links: [] };
}

function remoteParent({ traceparent, tracestate }: TraceContext): Context {
  const [, traceId = "", spanId = "", flags = "00"] = traceparent.split("-");
  const traceFlags = Number.parseInt(flags, 16) & 1;
  const traceState = tracestate === undefined ? undefined : createTraceState(tracestate);
  return trace.setSpanContext(context.active(), { traceId, spanId, traceFlags, isRemote: true, traceState });
}

/** OpenTelemetry leaves the status of what went well unset. A run that a restart stopped did not go wrong. */
function tellEnd(span: Span, run: RunEnd): void {
  const { errorMessage, errorStack } = run;
  span.setAttributes({ ...endAttributes(run), ...(run.attempts > 1 ? { "ronda.run.attempts": run.attempts } : {}) });
  if (errorType(run) === undefined) return;
  if (errorMessage !== null) {
    const name = errorClass(errorStack) ?? "Error";
    span.recordException({ name, message: errorMessage, ...(errorStack === null ? {} : { stack: errorStack }) });
  }
  fail(span, errorMessage ?? run.status);
}

function fail(span: Span, message: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}
