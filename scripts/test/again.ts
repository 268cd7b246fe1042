import { type Outcome, sumOf } from "./outcome.ts";
import type { Step } from "./steps.ts";

/** More failed files than this are not the doing of a busy machine. */
export const mostFilesAgain = 12;

/** A step that has run, and what became of it. */
export type Result = { step: Step; outcome: Outcome };

/**
 * Runs the files that failed once more, one at a time, when nothing else runs, and puts what becomes of them in place of what
 * became of them first: docs/decisions/0064-failed-files-run-again.md. Gives what failed only beside other tests, for somebody
 * to look into. Where more than `mostFilesAgain` failed, all stays as it is.
 */
export async function runFailedAgain<R extends Result>(
  results: R[],
  runStep: (step: Step) => Promise<Outcome>,
): Promise<{ results: R[]; failedAtFirst: string[] }> {
  const again = results.map(({ step, outcome }) =>
    step.only ? outcome.filter(hasFailed).map(({ file }) => file) : [],
  );
  const count = again.flat().length;
  if (count === 0 || count > mostFilesAgain) return { results, failedAtFirst: [] };

  const failedAtFirst: string[] = [];
  const after: R[] = [];
  for (const [index, result] of results.entries()) {
    const files = again[index]!;
    if (files.length === 0) {
      after.push(result);
      continue;
    }
    const { step, outcome } = result;
    const second = await runStep({ ...step, title: `${step.title}: what failed, again`, commands: step.only!(files) });
    const isReplaced = ({ file }: { file: string }) => second.some((one) => one.file === file);
    after.push({ ...result, outcome: [...outcome.filter((one) => !isReplaced(one)), ...second] });
    const passedNow = second.filter((one) => !hasFailed(one));
    const recovered = outcome.filter((one) => hasFailed(one) && passedNow.some(({ file }) => file === one.file));
    failedAtFirst.push(...sumOf(recovered).failures.map((failure) => `[${step.name}] ${failure}`));
  }
  return { results: after, failedAtFirst };
}

/** Of a file; what belongs to none cannot be run again. */
function hasFailed({ file, failures }: Outcome[number]): boolean {
  return file !== "" && failures.length > 0;
}
