import { resolve } from "node:path";
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { closestMatch } from "leven";
import { connectionError } from "#db/connection-error.ts";
import { unavailability } from "#db/unavailable.ts";
import { SetupError } from "./ensure/setup-error.mjs";

/** A command's line as somebody types it: its options, and what is wrong with them in a sentence. */

/** The line is none that the command knows; the message says which are. Ends with exit code 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

type Command<Options extends ParseArgsOptionsConfig> = {
  /** What is typed before its options, such as `npm run backup`. */
  name: string;
  /** What `--help` prints. */
  help: string;
  options: Options;
  /** How many words without `--` it takes at most. */
  mostWords: number;
};

/** The options and words that were typed. `--help` prints and ends the process. Throws {@link UsageError}. */
export function readTypedLine<const Options extends ParseArgsOptionsConfig>(
  { name, help, options, mostWords }: Command<Options>,
  args = process.argv.slice(2),
  environment: NodeJS.ProcessEnv = process.env,
) {
  const all = { ...options, help: { type: "boolean" } } as const;
  const seeHelp = `${name} -- --help shows what there is`;
  const swallowed = Object.keys(options).find((option) => `npm_config_${option.replaceAll("-", "_")}` in environment);
  // npm keeps what stands before the two dashes, and the command would do without it.
  if (swallowed) throw new UsageError(`npm has kept --${swallowed} for itself: write -- before it. ${seeHelp}`);
  const unknown = args
    .filter((arg) => arg.startsWith("-"))
    .map((arg) => arg.replace(/^-+/, "").split("=")[0]!)
    .find((option) => option !== "" && !(option in all));
  if (unknown !== undefined) {
    const meant = closestMatch(unknown, Object.keys(all), { maxDistance: 3 });
    throw new UsageError(`There is no option --${unknown}${meant ? `: did you mean --${meant}?` : "."} ${seeHelp}`);
  }
  try {
    const typed = parseArgs({ args, options: all, allowPositionals: true });
    if ((typed.values as { help?: boolean }).help) {
      console.log(help);
      process.exit(0);
    }
    if (typed.positionals.length > mostWords)
      throw new UsageError(`"${typed.positionals[mostWords]}" is one word too many. ${seeHelp}`);
    return { values: typed.values, words: typed.positionals };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    // Its first sentence says what is wrong, the others how to get around it.
    throw new UsageError(`${(error as Error).message.split(". ")[0]!.replace(/\.$/, "")}. ${seeHelp}`);
  }
}

/** A path as whoever typed it meant it: npm runs its scripts in the app's folder, wherever it was called. */
export function fromHere(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}

const slips = [TypeError, ReferenceError, RangeError, SyntaxError];

/** Any error as one that is told in a sentence, unless it is a mistake of ours, of which the stack says more. */
export function inASentence(error: unknown): unknown {
  if (!(error instanceof Error) || slips.some((slip) => error instanceof slip)) return error;
  const { code, message } = rootOf(error) as NodeJS.ErrnoException;
  const sentence = connectionError(error) ?? unavailability(error)?.message;
  if (sentence) return new SetupError(sentence);
  // A statement's own message has its values in it, so only its cause's is told.
  if (code === "53100") return new SetupError(`The disk of the database is full (${message})`);
  return code === undefined || isOurs(error) ? error : new SetupError(`${message} (${code})`);
}

/** Those have their own words, also where something of the system is their cause. */
function isOurs({ name }: Error): boolean {
  return name !== "Error" && name !== "error" && !name.startsWith("Drizzle");
}

function rootOf(error: Error): Error {
  return error.cause instanceof Error ? rootOf(error.cause) : error;
}
