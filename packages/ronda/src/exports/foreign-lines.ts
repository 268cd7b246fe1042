/** Which calls are those of an app. */
export type OwnCalls = {
  /** The app's address. */
  url: string;
  /** Where its jobs are below that. */
  path: string;
  /** The names of its jobs. */
  names: readonly string[];
};

/** A line of a crontab, counted from 1. */
export type CrontabLine = { number: number; text: string };

/**
 * The lines of a crontab that call an app's jobs and that nothing has generated: written by hand, in whatever spelling
 * (another scheme, case, port, `localhost`, a variable in place of the host, wget), and therefore calling once more what
 * the generated block calls. Comments call nothing, and the blocks that ronda made for other apps are theirs.
 */
export function foreignLines(crontab: string, own: OwnCalls): CrontabLine[] {
  return outsideBlocks(crontab).filter(
    ({ text }) => !/^\s*(#|$)/.test(text) && callsOf(text, own.path).some(isOwn(own)),
  );
}

/** The comments that hold a secret of such a call: what was once switched off by hand. */
export function commentsWithSecret(crontab: string, own: OwnCalls): CrontabLine[] {
  return outsideBlocks(crontab).filter(
    ({ text }) => /^\s*#.*\bBearer\s+[^\s"'<$]/i.test(text) && callsOf(text, own.path).some(isOwn(own)),
  );
}

/** The text without these lines. */
export function withoutLines(crontab: string, lines: readonly CrontabLine[]): string {
  const gone = new Set(lines.map(({ number }) => number));
  return crontab
    .split("\n")
    .filter((_, index) => !gone.has(index + 1))
    .join("\n");
}

/** A line as it may be shown: no secret, neither after `Bearer` nor in an address nor one of those that are known. */
export function masked(line: string, secrets: readonly (string | undefined)[] = []): string {
  let text = line;
  for (const secret of secrets) if (secret) text = text.replaceAll(secret, "…");
  return text
    .replace(/(\b(?:Bearer|Basic)\s+)[^\s"'\\]+/gi, "$1…")
    .replace(/(\/\/)[^\s/@"']+@/g, "$1…@")
    .replace(/((?:secret|token|key|password)=)[^\s"'&]+/gi, "$1…");
}

/** Only whole blocks that ronda made: whatever else stands between marks may have been written by hand. */
function outsideBlocks(crontab: string): CrontabLine[] {
  const lines = crontab.split("\n").map((text, index) => ({ number: index + 1, text }));
  const outside: CrontabLine[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as CrontabLine;
    const [, app] = /^# BEGIN ([\w. -]+?) \(made by `ronda /.exec(line.text) ?? [];
    const end =
      app === undefined ? -1 : lines.findIndex(({ number, text }) => number > line.number && text === `# END ${app}`);
    if (end === -1) outside.push(line);
    else index = end;
  }
  return outside;
}

type Call = { host: string; name: string };

/** What a line calls below the path, as the shell and cron would read it: without quotes and escapes. */
function callsOf(line: string, path: string): Call[] {
  const read = decoded(line.replace(/\\%/g, "%").replace(/["'\\]/g, ""));
  const segments = path
    .split("/")
    .filter(Boolean)
    .map((segment) => segment.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`([^\\s/=(]*)/+${segments.join("/+")}/+([^\\s?#&;|<>)/]*)`, "gi");
  return [...read.matchAll(pattern)].map(([, authority = "", name = ""]) => ({ host: hostOf(authority), name }));
}

function decoded(text: string): string {
  return text.replace(/%(2[0-9a-f]|[3-6][0-9a-f]|7[0-9a-e])/gi, (code) =>
    String.fromCharCode(Number.parseInt(code.slice(1), 16)),
  );
}

/** The host of `user@host:port`, in small letters and without the dot that may end it. */
function hostOf(authority: string): string {
  const host = authority.slice(authority.lastIndexOf("@") + 1).toLowerCase();
  return (/^\[[^\]]*\]/.exec(host)?.[0] ?? host.replace(/:\d*$/, "")).replace(/\.$/, "");
}

const thisMachine = /^(localhost|127(\.\d+){0,3}|0(\.0\.0\.0)?|\[::1?\]|\[::ffff:127\.\d+\.\d+\.\d+\])$/;

/** By its host; where a line does not say it, or says this machine, on which several apps may be, by the job's name. */
function isOwn({ url, names }: OwnCalls): (call: Call) => boolean {
  const own = hostOf(new URL(url).host);
  const alike = thisMachine.test(own) ? [] : [own, own.replace(/^www\./, ""), `www.${own}`];
  return ({ host, name }) => {
    if (alike.includes(host)) return true;
    const isUnsaid = host === "" || host.includes("$") || thisMachine.test(host);
    return isUnsaid && (names.includes(name) || name.startsWith("$"));
  };
}
