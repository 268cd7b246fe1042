/** What one of the page's addresses shows or does. */
export type View =
  | { kind: "overview" }
  | { kind: "runs" }
  | { kind: "run"; id: string }
  | { kind: "job"; name: string }
  /** Where the form of "run now" is sent to. */
  | { kind: "start"; name: string }
  | { kind: "unknown" };

/** Longer ones name nothing: ids have 36 letters, names of jobs at most 100. */
const longestSegment = 200;

/** The views below the base, as they end an address. */
const views = String.raw`\/runs|\/runs\/[^/]+|\/jobs\/[^/]+|\/jobs\/[^/]+\/run`;
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
  if (segment === undefined) return { kind: "runs" };
  const name = decoded(segment);
  if (name === undefined || name.length > longestSegment) return { kind: "unknown" };
  if (folder === "runs") return { kind: "run", id: name };
  return { kind: action === "run" ? "start" : "job", name };
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
