type Answer = { ok: true } | { ok: false; reason: string };

/** Compares what a verb answered with the reasons for which the model would refuse; true where both accept. */
export function sameAnswer(answer: Answer, reasons: string[]): boolean {
  if (answer.ok && reasons.length > 0) throw new Error(`was accepted in spite of ${reasons}`);
  if (!answer.ok && !reasons.includes(answer.reason))
    throw new Error(`was refused for ${answer.reason}, but only these hold: ${reasons.join(", ") || "none"}`);
  return answer.ok;
}

/** The same for what a job's run answered. */
export function sameCounts(answer: object, expected: object): void {
  if (JSON.stringify(answer) !== JSON.stringify(expected))
    throw new Error(`answered ${JSON.stringify(answer)}, ought to be ${JSON.stringify(expected)}`);
}
