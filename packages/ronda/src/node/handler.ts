import type { IncomingMessage, ServerResponse } from "node:http";
import { DefinitionError } from "../job/definition.ts";
import { toRequest, UnusableRequest } from "./request.ts";
import { sendResponse } from "./response.ts";

/**
 * Lets a function from `Request` to `Response`, such as `ronda.handle`, answer where Node's own request and response are
 * given: Express, `node:http`, and what is built upon them.
 *
 * ```ts
 * type CronRequest = express.Request<{ job: string }>;
 * app.all("/api/cron/:job", nodeHandler((request, { params }: CronRequest) => ronda.handle(request, params.job)));
 * ```
 *
 * The second argument is the host's own request, with what its router has found. A body may be 64 KiB; a larger one is
 * answered with 413. Parsers such as `express.json()` may stand before it. A client that leaves stops nothing that it has
 * started. What `answer` throws goes to `next`, or is answered with 500 where there is none; the handler itself never
 * rejects.
 */
export function nodeHandler<Incoming extends IncomingMessage = IncomingMessage>(
  answer: (request: Request, incoming: Incoming) => Response | Promise<Response>,
): (incoming: Incoming, outgoing: ServerResponse, next?: (error: unknown) => void) => Promise<void> {
  if (typeof answer !== "function")
    throw new DefinitionError("nodeHandler: give it a function from a Request to a Response, such as ronda.handle");
  return async (incoming, outgoing, next) => {
    try {
      await sendResponse(await databaseError(answer, incoming), outgoing);
    } catch (error) {
      if (leftBeforeItsBody(incoming)) return;
      if (next) return next(error);
      await sendResponse(refusal(500, "Internal Server Error"), outgoing).catch(() => outgoing.destroy());
    }
  };
}

async function databaseError<Incoming extends IncomingMessage>(
  answer: (request: Request, incoming: Incoming) => Response | Promise<Response>,
  incoming: Incoming,
): Promise<Response> {
  try {
    return await answer(toRequest(incoming), incoming);
  } catch (error) {
    if (error instanceof UnusableRequest) return refusal(error.status, error.message);
    throw error;
  }
}

/** The rest of the body is not read, so the connection can carry nothing more. */
function refusal(status: number, error: string): Response {
  return Response.json({ error }, { status, headers: { connection: "close", "cache-control": "no-store" } });
}

function leftBeforeItsBody(incoming: IncomingMessage): boolean {
  return incoming.destroyed && !incoming.complete;
}
