/** Somebody of the story did what the rules refuse: the plan is wrong. */
export function mustBe<Answer extends { ok: boolean }>(answer: Answer): Extract<Answer, { ok: true }> {
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer)}`);
  return answer as Extract<Answer, { ok: true }>;
}
