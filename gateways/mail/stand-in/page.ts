import type { CaughtMail } from "./provider.ts";

/** The list of caught mails, newest first. */
export function listPage(mails: CaughtMail[], total: number): string {
  const rows = mails.map(
    (mail) => `<li><a href="/mail/${mail.id}">
      <span class="to">${escapeHtml(mail.to.join(", "))}</span>
      <strong>${escapeHtml(mail.subject)}</strong>
      <time datetime="${mail.acceptedAt.toISOString()}">${wib(mail.acceptedAt)}</time>
    </a></li>`,
  );
  const older = total > mails.length ? `<p>${total - mails.length} email yang lebih lama tidak ditampilkan.</p>` : "";
  const none = `<p>Belum ada email. Email dari demo muncul di sini, tidak ada yang benar-benar terkirim.</p>`;
  const body = mails.length > 0 ? `<ul>${rows.join("\n")}</ul>${older}` : none;
  return page("Email tertangkap", `<h1>Email tertangkap <small>${total}</small></h1>${body}`);
}

/** One mail: who to whom, the html in a frame that runs no scripts, the text part beside it. */
export function mailPage(mail: CaughtMail): string {
  const frame = `<iframe title="Tampilan HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escapeHtml(mail.html ?? "")}"></iframe>`;
  return page(
    mail.subject,
    `<p><a href="/">&larr; Semua email</a></p>
    <h1>${escapeHtml(mail.subject)}</h1>
    <dl>
      <dt>Dari</dt><dd>${escapeHtml(mail.from)}</dd>
      <dt>Kepada</dt><dd>${escapeHtml(mail.to.join(", "))}</dd>
      <dt>Diterima</dt><dd><time datetime="${mail.acceptedAt.toISOString()}">${wib(mail.acceptedAt)}</time></dd>
      <dt>ID</dt><dd><code>${mail.id}</code></dd>
    </dl>
    <div class="parts">
      <section><h2>HTML</h2>${mail.html === undefined ? "<p>Tidak ada bagian HTML.</p>" : frame}</section>
      <section><h2>Teks</h2>${mail.text === undefined ? "<p>Tidak ada bagian teks.</p>" : `<pre>${escapeHtml(mail.text)}</pre>`}</section>
    </div>`,
  );
}

/** What stands at any other address, and for whoever asks under a foreign name. */
export function notFoundPage(): string {
  return page(
    "Tidak ada",
    `<h1>Email ini tidak ada</h1><p>Mungkin demo sudah dimulai ulang. <a href="/">Lihat semua email</a></p>`,
  );
}

/** No script runs and nothing is loaded from elsewhere, also not by the mail in the frame. */
export const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

const dayAndTime = new Intl.DateTimeFormat("id-ID", {
  timeZone: "Asia/Jakarta",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

function wib(at: Date): string {
  const part = Object.fromEntries(dayAndTime.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.day} ${part.month} ${part.hour}.${part.minute} WIB`;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}

function page(title: string, main: string): string {
  return `<!doctype html><html lang="id"><head><meta charset="utf-8"><title>${escapeHtml(title)} · SeTrip</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<style>
:root { color-scheme: light dark; --paper: #fbf8f3; --ink: #14213d; --muted: #5b6478; --line: #e4ddd0; --sea: #0f6f78; }
@media (prefers-color-scheme: dark) { :root { --paper: #10182b; --ink: #eef0f5; --muted: #a3adc2; --line: #2b3650; --sea: #5cc5cd; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 "Plus Jakarta Sans", system-ui, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 24px; line-height: 1.25; } h1 small { color: var(--muted); font-weight: 400; } h2 { font-size: 15px; color: var(--muted); }
a { color: var(--sea); } a:focus-visible { outline: 2px solid var(--sea); outline-offset: 2px; }
ul { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
li a { display: grid; grid-template-columns: minmax(0, 14rem) minmax(0, 1fr) auto; gap: 0 16px; padding: 12px 0; border-bottom: 1px solid var(--line); color: inherit; text-decoration: none; }
li a > * { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } li a:hover strong { text-decoration: underline; }
.to, time, dt { color: var(--muted); } time { font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 4px 16px; } dd { margin: 0; overflow-wrap: anywhere; }
.parts { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 24px; }
iframe { width: 100%; height: 70vh; border: 1px solid var(--line); border-radius: 10px; background: #fff; color-scheme: light; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.6 "JetBrains Mono", ui-monospace, monospace; }
@media (max-width: 48rem) { li a { grid-template-columns: minmax(0, 1fr) auto; } li strong { grid-column: 1 / -1; grid-row: 2; } .parts { grid-template-columns: minmax(0, 1fr); } }
</style></head><body><main>${main}</main></body></html>`;
}
