import { LRUCache } from "lru-cache";
import { clock } from "#clock.ts";
import { drawShareCard, type ShareCard } from "#domain/images/share-card.ts";
import { limits } from "#limits.ts";
import { onceAProcess } from "#once-a-process.ts";
import { defaultLocale, isLocale } from "#texts/index.ts";
import { cardOf } from "./card-of.ts";

type Context = { params: Promise<{ kind: string; slug: string }> };

/**
 * The picture of a public page for chats and networks, in the language that `bahasa` names. Drawn once for all that
 * stands on it, one at a time, and kept in this process; whatever else an address says draws nothing more.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { kind, slug } = await params;
  const asked = new URL(request.url).searchParams.get("bahasa");
  const card = await cardOf({ kind, slug, locale: isLocale(asked) ? asked : defaultLocale, now: clock() });
  if (!card) return new Response("Not found", { status: 404, headers: { "cache-control": "no-store" } });
  const bytes = await drawnOnce(card.name, card.draw);
  if (!bytes) {
    const headers = { "cache-control": "no-store", "retry-after": String(limits.page.retryAfterSeconds) };
    return new Response("Too many pictures are being drawn", { status: 503, headers });
  }
  return new Response(bytes.slice(), {
    headers: {
      "content-type": "image/jpeg",
      "content-length": String(bytes.byteLength),
      "cache-control": `public, max-age=${limits.shareCard.keptByOthersSeconds}`,
      "x-content-type-options": "nosniff",
    },
  });
}

/** The drawn card of that name; nothing where too many others wait to be drawn. */
async function drawnOnce(name: string, card: () => Promise<ShareCard>): Promise<Uint8Array | undefined> {
  const state = onceAProcess("share-cards", () => ({
    kept: new LRUCache<string, Uint8Array>({
      maxSize: limits.shareCard.keptBytes,
      sizeCalculation: ({ byteLength }) => byteLength,
    }),
    drawing: new Map<string, Promise<Uint8Array>>(),
    turn: Promise.resolve() as Promise<unknown>,
  }));
  const known = state.kept.get(name) ?? state.drawing.get(name);
  if (known) return known;
  if (state.drawing.size >= limits.shareCard.mostWaiting) return undefined;
  const drawn = state.turn.then(async () => drawShareCard(await card()));
  state.drawing.set(name, drawn);
  state.turn = drawn.catch(() => {});
  try {
    const bytes = await drawn;
    state.kept.set(name, bytes);
    return bytes;
  } finally {
    state.drawing.delete(name);
  }
}
