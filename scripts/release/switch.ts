import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { SetupError } from "#scripts/ensure/setup-error.mjs";
import { currentFolder, currentLink, markServed, pointTo, releases, workingFolder } from "./folders.ts";
import { linesSince, logSizes, type Worker, workers } from "./pm2.ts";
import { run } from "./programs.ts";
import { askReady } from "./ready.ts";

/** How long all processes may take until they are the wanted release and ready, after PM2 has put them in place. */
const [settledWithinMs, everyMs] = [90_000, 500];

/** What to serve, on which port. `release` is undefined of a folder that nobody deployed. */
type Target = { home: string; port: number; folder: string; release: string | undefined };

/**
 * Lets PM2 serve another release without refusing a request. Where that one is not ready, what served before is put back
 * and SetupError says why, with the app's own last lines. `before` is the folder that served, undefined where nothing did.
 */
export async function switchTo(target: Target & { before: string | undefined; now: () => Date }): Promise<void> {
  const { folder, before, now } = target;
  const sizes = logSizes(await workers());
  const problem = await serve(target, before);
  if (problem === undefined) return markServed(folder, now());

  const lines = linesSince(await workers(), sizes);
  const words = `Release ${target.release} was put behind port ${target.port} and is not ready: ${problem}`;
  throw new SetupError(`${words}\n${await putBack(target, before)}\nThe app's last lines:\n\n${lines}`);
}

/** Puts what served before in its place again and says how that went. */
async function putBack(target: Target, before: string | undefined): Promise<string> {
  const { home } = target;
  if (before === undefined) {
    await run("pm2", ["delete", "setrip"]);
    return "Nothing served before, so the app was taken out of PM2 again.";
  }
  const release = releases(home).find(({ folder }) => folder === before)?.id;
  const back = { ...target, folder: before, release };
  // After a crash at the start PM2 has mostly done it already, through the link.
  const isBack = (await settledProblem(back, await workers())) === undefined;
  const problem = isBack ? undefined : await serve(back, undefined);
  const name = release ?? before;
  return problem === undefined
    ? `It went back by itself: ${name} serves again.`
    : `It went back to ${name}, which is not ready either: ${problem}. Look at \`pm2 status\` and \`pm2 logs setrip\`.`;
}

/**
 * Points the link to the folder and lets PM2 replace its processes one by one. A process that ends at its start is started
 * again through the link, so as soon as one does, the link leads to `fallback` again: the processes that still serve are
 * then followed by ones of that release. Returns what is wrong; undefined when all is well.
 */
async function serve(target: Target, fallback: string | undefined): Promise<string | undefined> {
  const { home, folder } = target;
  await untilNoReload();
  const replaced = await workers();
  const isCrashing = ({ pid, crashes, isLeaving }: Worker) =>
    crashes > 0 && !isLeaving && !replaced.some((old) => old.pid > 0 && old.pid === pid);
  pointTo(home, folder);
  let isDone = false;
  const reload = startOrReload(home).finally(() => {
    isDone = true;
  });
  let crashed = false;
  while (!isDone) {
    await Promise.race([reload, wait(everyMs)]);
    if (!crashed && fallback !== undefined && (await workers()).some(isCrashing)) {
      crashed = true;
      pointTo(home, fallback);
    }
  }
  const { code, output } = await reload;
  if (crashed) return "its process ends at its start";
  if (code !== 0) return `pm2 ended with ${code}:\n${output}`;
  return untilSettled(target, isCrashing);
}

function startOrReload(home: string) {
  const file = join(currentLink(home), "deploy/ecosystem.config.cjs");
  return run("pm2", ["startOrReload", file, "--update-env"], { cwd: currentFolder(home)! });
}

/** A reload that a killed deployment began goes on in PM2's daemon, and PM2 refuses a second one meanwhile. */
async function untilNoReload(): Promise<void> {
  for (const deadline = Date.now() + settledWithinMs; Date.now() < deadline; await wait(everyMs)) {
    if ((await workers()).every(({ isLeaving }) => !isLeaving)) return;
  }
}

/** Waits until every process works in the folder and the port says so, twice for each. Returns what is still wrong after that. */
async function untilSettled(target: Target, isCrashing: (worker: Worker) => boolean): Promise<string | undefined> {
  let problem: string | undefined;
  for (const deadline = Date.now() + settledWithinMs; Date.now() < deadline; await wait(everyMs)) {
    const running = await workers();
    if (running.some(isCrashing)) return "its process ends at its start";
    problem = await settledProblem(target, running);
    if (problem === undefined) return undefined;
  }
  return problem;
}

async function settledProblem({ port, folder, release }: Target, running: Worker[]): Promise<string | undefined> {
  return misplaced(running, folder) ?? (await unready(port, release, 2 * running.length));
}

function misplaced(running: Worker[], folder: string): string | undefined {
  if (running.length === 0) return "PM2 runs no process of it";
  const elsewhere = running.filter(({ pid, isOnline, isLeaving }) => !isOnline || isLeaving || !isIn(pid, folder));
  return elsewhere.length === 0 ? undefined : `${elsewhere.length} of ${running.length} processes are not its own`;
}

/** Where the system does not tell (no /proc), the port's answers have to do. */
function isIn(pid: number, folder: string): boolean {
  return (workingFolder(pid) ?? folder) === folder;
}

async function unready(port: number, release: string | undefined, times: number): Promise<string | undefined> {
  for (let asked = 0; asked < times; asked++) {
    const response = await askReady(port);
    if (!response) return `nothing answers on port ${port}`;
    if (response.lacks.length > 0) return response.lacks.join("; ");
    if (response.release !== release)
      return `port ${port} is served by ${response.release ?? "something that is no release"}`;
  }
  return undefined;
}
