import { expect } from "vitest";

/** How much more a fourfold size may cost: four times when it is linear, sixteen when it is quadratic. */
const mostGrowth = 9;
const rounds = 3;

/** Quadratic work on the sizes of the tests takes many seconds; below this caches and garbage are what is measured. */
const leastMs = 500;

/**
 * For tests: fails where work grows faster than its size. It is measured in turns at a size and at four times that; the
 * fastest round of each counts, in time of this thread's processor, which other work on the machine does not lengthen.
 */
export function expectLinear(prepare: (size: number) => () => void, size: number): void {
  const [one, four] = [prepare(size), prepare(4 * size)];
  let [oneMs, fourMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round++) {
    oneMs = Math.min(oneMs, msOf(one));
    fourMs = Math.min(fourMs, msOf(four));
  }
  const measured = `${size} cost ${oneMs.toFixed(1)} ms, ${4 * size} cost ${fourMs.toFixed(1)} ms`;
  expect(fourMs, measured).toBeLessThan(Math.max(leastMs, mostGrowth * oneMs));
}

function msOf(work: () => void): number {
  const started = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(started);
  return (user + system) / 1000;
}
