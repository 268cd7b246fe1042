import { expect, it } from "vitest";
import { limits } from "#limits.ts";
import { bodyBudget, type Underway } from "./body-budget.ts";

type Body = Underway & { paused: boolean };

function body(): Body {
  const made: Body = {
    bytes: 0,
    paused: false,
    pause: () => (made.paused = true),
    resume: () => (made.paused = false),
  };
  return made;
}

const small = { ...limits.body, mostBytesAtOnce: 100, alwaysReadBytes: 10 };

it("when the memory is used up, the oldest body goes on and the others wait until one has ended", () => {
  const budget = bodyBudget(small);
  const [oldest, second, third] = [body(), body(), body()];
  for (const each of [oldest, second, third]) budget.begin(each);
  budget.arrived(oldest, 60);
  budget.arrived(second, 50);
  expect([oldest.paused, second.paused, budget.isWaiting(second)]).toEqual([false, true, true]);
  budget.arrived(oldest, 60);
  expect(oldest.paused).toBe(false);
  budget.end(oldest);
  expect([second.paused, budget.isWaiting(second)]).toEqual([false, false]);
});

it("the first bytes of a body are always read, so that a small form waits for nobody's pictures", () => {
  const budget = bodyBudget(small);
  const [picture, form] = [body(), body()];
  budget.begin(picture);
  budget.begin(form);
  budget.arrived(picture, 150);
  budget.arrived(form, 9);
  expect(form.paused).toBe(false);
  budget.arrived(form, 9);
  expect(form.paused).toBe(true);
});

it("a body that ends twice gives its memory back once", () => {
  const budget = bodyBudget(small);
  const [first, second, third] = [body(), body(), body()];
  for (const each of [first, second, third]) budget.begin(each);
  budget.arrived(first, 90);
  budget.end(first);
  budget.end(first);
  budget.arrived(second, 90);
  budget.arrived(third, 20);
  expect(third.paused).toBe(true);
});
