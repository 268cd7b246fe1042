import type { IncomingMessage } from "node:http";
import type { UnavailableKind } from "#db/unavailable.ts";
import { limits } from "#limits.ts";
import { plainPage, preferencesIn } from "#server/plain-page.ts";
import { unavailableTexts } from "#texts/unavailable.ts";

type UnavailableTexts = ReturnType<typeof unavailableTexts>;
type Asked = Pick<IncomingMessage, "method" | "url" | "headers">;

/**
 * A whole page that says that the database does not answer, in the visitor's language and theme. It needs neither the
 * database nor the framework nor a script. Whoever asks for the back office reads what an operator can do; that is no
 * more than `/api/health/ready` tells everybody.
 */
export function unavailablePage(request: Asked, kind: UnavailableKind, certainty: "not-done" | "uncertain"): string {
  const { locale, theme } = preferencesIn(request.headers.cookie);
  const texts = unavailableTexts(locale);
  const sent = request.method === "POST";
  const operator = /^\/admin(\/|$|\?)/.test(request.url ?? "");
  const { title, lead } = wordsOf(texts, { operator, kind });
  const afterSending = certainty === "uncertain" ? [texts.uncertain] : [texts.notSent, texts.sendAgain];
  const hint = sent ? afterSending : [texts.again];
  const why = operator
    ? `<p>${texts.admin.why[kind]}</p><p class="soft">${texts.admin.ready} <a href="/api/health/ready"><code>/api/health/ready</code></a></p>`
    : "";
  const action = sent ? `<a class="button" href="/">${texts.back}</a>` : `<a class="button" href="">${texts.retry}</a>`;
  const refresh = `<meta http-equiv="refresh" content="${limits.page.retryAfterSeconds}">`;
  const main = `<h1 role="status">${title}</h1>
<p>${lead}</p>
${why}
${hint.map((sentence) => `<p class="soft">${sentence}</p>`).join("\n")}
<p>${action}</p>`;
  return plainPage({ locale, theme, title, head: sent ? "" : refresh, main });
}

function wordsOf(texts: UnavailableTexts, { operator, kind }: { operator: boolean; kind: UnavailableKind }) {
  if (kind !== "read-only") return operator ? texts.admin : texts;
  return operator ? texts.admin.readOnly : { title: texts.title, lead: texts.readOnlyLead };
}
