import type { TraceContext } from "../events/event-map.ts";

/** Version, trace, span and flags, as https://www.w3.org/TR/trace-context/#traceparent-header has them. */
const traceparentShape = /^[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** What the specification asks everybody to carry at least; a longer one is left out whole, as it allows. */
const longestTracestate = 512;

/** The trace that a request belongs to, or nothing where its headers name none. */
export function traceContext({ headers }: Request): TraceContext | null {
  const traceparent = headers.get("traceparent") ?? "";
  if (!traceparentShape.test(traceparent)) return null;
  const tracestate = headers.get("tracestate") ?? "";
  return tracestate && tracestate.length <= longestTracestate ? { traceparent, tracestate } : { traceparent };
}
