import { eq } from "drizzle-orm";
import { type HTMLElement, parse } from "node-html-parser";
import { db, pool } from "#db/connection.ts";
import { users } from "#domain/users/schema.ts";
import { password } from "#tests/accounts.ts";
import type { RunningApp } from "#tests/app.ts";

/** Somebody's browser: it sends their cookie, follows nothing and runs no script. */
export type Browser = { cookie: string; userId: string | null };

let visitors = 0;

/** A network address that nobody has had, so that no limit by address stops a test. */
function newAddress(): { "x-real-ip": string } {
  visitors += 1;
  return { "x-real-ip": `10.9.${Math.floor(visitors / 250)}.${visitors % 250}` };
}

/** Opens a browser in which this person is signed in; for nobody, one without a cookie. */
export async function browserOf(app: RunningApp, email: string | undefined): Promise<Browser> {
  if (!email) return { cookie: "", userId: null };
  const answer = await fetch(`${app.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: app.url, ...newAddress() },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`${email} could not sign in: ${answer.status} ${await answer.text()}`);
  const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]);
  const [user] = await db().select({ id: users.id }).from(users).where(eq(users.email, email));
  return { cookie: cookie.join("; "), userId: user!.id };
}

/** False once a form has ended the session, as one for signing out does. */
export async function isSignedIn(app: RunningApp, { cookie, userId }: Browser): Promise<boolean> {
  if (!userId) return true;
  const answer = await fetch(`${app.url}/api/auth/get-session`, { headers: { cookie, ...newAddress() } });
  if (!answer.ok) throw new Error(`asking for the session answered ${answer.status}`);
  return (await answer.json()) !== null;
}

/** What one address answers to this browser. */
export async function visit(app: RunningApp, { cookie }: Browser, path: string) {
  const answer = await fetch(app.url + path, { headers: { cookie }, redirect: "manual" });
  return { status: answer.status, location: answer.headers.get("location") ?? "", html: await answer.text() };
}

/** A form of a page as a browser without scripts would send it. */
export type SentForm = { path: string; action: string; fields: [name: string, value: string][] };

/**
 * The forms of a page that call the server, filled in so that nothing is missing. `typed` changes what a person would
 * type, passwords apart.
 */
export function formsOf(path: string, html: string, typed = (value: string) => value): SentForm[] {
  return parse(html)
    .querySelectorAll("form")
    .map((form) => ({
      path,
      action: form.getAttribute("action") || path,
      fields: form.querySelectorAll("input,textarea,select").flatMap((field) => fieldOf(field, typed)),
    }))
    .filter(({ fields }) => fields.some(([name]) => name.startsWith("$ACTION_")));
}

function fieldOf(element: HTMLElement, typed: (value: string) => string): [string, string][] {
  const name = element.getAttribute("name");
  const type = element.getAttribute("type") ?? "text";
  if (!name || type === "file" || element.hasAttribute("disabled")) return [];
  const value = element.getAttribute("value") ?? (element.tagName === "TEXTAREA" ? element.text : undefined);
  if (element.tagName === "SELECT") return [[name, optionOf(element)]];
  if (type === "checkbox" || type === "radio")
    return type === "radio" && !element.hasAttribute("checked") ? [] : [[name, value ?? "on"]];
  const filled = value || madeUp(name, type);
  return [[name, ["hidden", "password", "date"].includes(type) ? filled : typed(filled)]];
}

function optionOf(select: HTMLElement): string {
  const options = select.querySelectorAll("option");
  const chosen =
    options.find((option) => option.hasAttribute("selected")) ?? options.find((option) => option.getAttribute("value"));
  return chosen?.getAttribute("value") ?? chosen?.text ?? "";
}

function madeUp(name: string, type: string): string {
  if (type === "hidden") return "";
  if (/minAge/.test(name)) return "17";
  if (type === "number" || /amount|received|rupiah|price/i.test(name)) return "1000";
  if (type === "email") return "orang.lain@example.com";
  if (type === "date") return "2027-01-01";
  if (type === "time") return "05:30";
  if (type === "url") return "https://example.com/grup";
  if (/coordinates/i.test(name)) return "-7.3605, 109.9016";
  if (type === "tel" || /phone|whatsapp/i.test(name)) return "081234567890";
  return "Percobaan orang lain";
}

/** Sends a form from this browser to where it stands, whoever it was made for. Returns the status. */
export async function send(app: RunningApp, browser: Browser, form: SentForm): Promise<number> {
  return (await answerTo(app, browser, form)).status;
}

/** The same, with the page that came back. */
export async function answerTo(app: RunningApp, { cookie }: Browser, { action, path, fields }: SentForm) {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  const address = new URL(action, app.url + path);
  const headers = { cookie, origin: app.url, ...newAddress() };
  const answer = await fetch(address, { method: "POST", headers, body, redirect: "manual" });
  return { status: answer.status, html: await answer.text() };
}

/** Rows by their table and id. */
export type Rows = Map<string, Record<string, unknown>>;

/** Every row of the marketplace by table and id; what the auth library and the engine keep for themselves is left out. */
export async function allRows(): Promise<Rows> {
  const rows: Rows = new Map();
  for (const table of tables) {
    const answer = await pool().query<{ id: string; template?: string }>(`select * from "${table}"`);
    // What the night watch tells the admins comes with its minute, whoever does something just then.
    for (const row of answer.rows.filter(({ template }) => template !== "system-alert"))
      rows.set(`${table} ${row.id}`, row);
  }
  return rows;
}

const tables = [
  "User",
  "OrganizerProfile",
  "Account",
  "Session",
  "TwoFactor",
  "Trip",
  "TripImage",
  "Booking",
  "BookingParticipant",
  "Payment",
  "Payout",
  "Refund",
  "EmailJob",
];

/** What differs between two readings of {@link allRows}, as `Table id: column, column`, or `Table id: new` and `gone`. */
export function differences(before: Rows, after: Rows): string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].flatMap((key) => {
    const [old, now] = [before.get(key), after.get(key)];
    if (!old) return [`${key}: new`];
    if (!now) return [`${key}: gone`];
    const columns = Object.keys(now).filter((name) => JSON.stringify(now[name]) !== JSON.stringify(old[name]));
    return columns.length > 0 ? [`${key}: ${columns.join(", ")}`] : [];
  });
}
