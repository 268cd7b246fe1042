/** Work that never overlaps itself in this process: who asks for it while it is under way waits for that, and fails with it. */
export type Joined<Result> = {
  (): Promise<Result>;
  /** Resolves when nothing is under way, however that ended. */
  settled: () => Promise<void>;
};

/** Makes `work` {@link Joined}; `toOthers` is what those get who only waited. */
export function joined<Result>(work: () => Promise<Result>, toOthers: (result: Result) => Result): Joined<Result> {
  let underWay: Promise<Result> | undefined;
  const join = () => {
    if (underWay) return underWay.then(toOthers);
    underWay = work().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
  const settled = async () => {
    await underWay?.catch(() => {});
  };
  return Object.assign(join, { settled });
}
