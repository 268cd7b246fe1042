/** What one of the page's addresses shows or does. */
export type View =
  | { kind: "overview" }
  | { kind: "runs" }
  | { kind: "run"; id: string }
  | { kind: "job"; name: string }
  /** Where the form of "run now" is sent to. */
  | { kind: "start"; name: string }
  | { kind: "incidents" }
  | { kind: "incident"; id: string }
  | { kind: "actions" }
  /** Where the form of something else that a person does is sent to; `of` is a job's name, or the id of a run or an incident. */
  | { kind: "act"; verb: PageVerb; of: string }
  | { kind: "unknown" };

/** What a person can do on the page besides running a job. */
export type PageVerb = "pause" | "resume" | "acknowledge" | "snooze" | "release" | "again";

/** Which folder's things can be done what with. */
const verbsOf: Record<string, readonly PageVerb[]> = {
  jobs: ["pause", "resume"],
  runs: ["again", "release"],
  incidents: ["acknowledge", "snooze"],
};

/** Longer ones name nothing: ids have 36 letters, names of jobs at most 100. */
const longestSegment = 200;

/** The views below the base, as they end an address. */
const views = [
  String.raw`\/(?:runs|incidents|actions)`,
  String.raw`\/(?:runs|incidents|jobs)\/[^/]+`,
  String.raw`\/jobs\/[^/]+\/run`,
  ...Object.entries(verbsOf).map(([folder, verbs]) => String.raw`\/${folder}\/[^/]+\/(?:${verbs.join("|")})`),
].join("|");
const ownView = new RegExp(`^(?:${views})$`);
/** The longest base wins, so that a page at `/admin/jobs` has its runs at `/admin/jobs/runs`. */
const anyView = new RegExp(`^(.*)(${views})$`);

/**
 * Takes an address apart: where the page is mounted, and what is wanted. With `base` everything else below it is unknown;
 * a host that strips a part of the base before it hands the request on is understood too. Without it, what stands before
 * a known view is the base, and an address with no view in it is the base itself.
 */
export function locate(pathname: string, base?: string): { base: string; view: View } {
  // Two slashes at the start of a link would lead to another host.
  const path = pathname.replace(/^\/+/, "/").replace(/\/+$/, "");
  if (base !== undefined) return { base, view: viewOf(withoutBase(path, base)) };
  const [, before, view] = anyView.exec(path) ?? [];
  return before === undefined ? { base: path, view: { kind: "overview" } } : { base: before, view: viewOf(view!) };
}

/** What stands behind the base, or behind the end of it that the host has left. */
function withoutBase(path: string, base: string): string {
  const segments = base.split("/").slice(1);
  for (let first = 0; first < segments.length; first++) {
    const left = `/${segments.slice(first).join("/")}`;
    if (path === left || path.startsWith(`${left}/`)) return path.slice(left.length);
  }
  return path;
}

function viewOf(path: string): View {
  if (path === "") return { kind: "overview" };
  if (!ownView.test(path)) return { kind: "unknown" };
  const [, folder, segment, action] = path.split("/");
  if (segment === undefined) return { kind: folder as "runs" | "incidents" | "actions" };
  const name = decoded(segment);
  if (name === undefined || name.length > longestSegment) return { kind: "unknown" };
  const verb = verbsOf[folder!]?.find((known) => known === action);
  if (verb) return { kind: "act", verb, of: name };
  if (folder === "runs") return { kind: "run", id: name };
  if (folder === "incidents") return { kind: "incident", id: name };
  return { kind: action === "run" ? "start" : "job", name };
}

/** Whether an address is where a form is sent to. */
export function takesForm(view: View): view is Extract<View, { kind: "start" | "act" }> {
  return view.kind === "start" || view.kind === "act";
}

/** The page on which the form of an action stands. */
export function pageOfAct({ verb, of }: Extract<View, { kind: "act" }>): View {
  if (verb === "pause" || verb === "resume") return { kind: "job", name: of };
  return verb === "again" || verb === "release" ? { kind: "run", id: of } : { kind: "incident", id: of };
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** Makes the links of a page; `lang` stays in all of them where the reader has chosen one. */
export function linker(base: string, lang: string | undefined): Link {
  return (path, parameters = {}) => {
    const given = Object.entries({ lang, ...parameters }).filter(([, value]) => value !== undefined) as [
      string,
      string,
    ][];
    const query = new URLSearchParams(given).toString();
    return `${base}${path}${query && `?${query}`}` || "/";
  };
}

/** The address of a view, such as `link("/runs", { job: "send-receipts" })`. */
export type Link = (path: string, parameters?: Record<string, string | undefined>) => string;

/** The path of a job's own page. */
export function jobPath(name: string): string {
  return `/jobs/${encodeURIComponent(name.toWellFormed())}`;
}
