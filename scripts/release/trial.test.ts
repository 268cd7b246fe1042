import { expect, it } from "vitest";
import { withoutRepeatedLines } from "./trial.ts";

it("what a process said over and over is told once, with how often", () => {
  const attempt = "Error: Hugo forgot a comma\n    at register (instrumentation.ts:3:56)\n";
  expect(withoutRepeatedLines(`Running next.config.ts\n\n${attempt.repeat(10)}`)).toBe(
    "Running next.config.ts\nError: Hugo forgot a comma  (10 times)\n    at register (instrumentation.ts:3:56)  (10 times)",
  );
});
