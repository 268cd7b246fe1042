/** Somebody of the story did what the rules refuse: the plan is wrong. */
export function mustBe<Result extends { ok: boolean }>(result: Result): Extract<Result, { ok: true }> {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result)}`);
  return result as Extract<Result, { ok: true }>;
}
