/**
 * Lets calls share work: those made while `work` is under way are handed to its next round together. Each gets its own
 * output, at the place of its input; when a round throws, every call of that round does.
 */
export function gather<Input, Output>(work: (inputs: Input[]) => Promise<Output[]>): (input: Input) => Promise<Output> {
  type Call = { input: Input; resolve: (output: Output) => void; reject: (error: unknown) => void };
  let waiting: Call[] = [];
  let underWay = false;

  async function rounds(): Promise<void> {
    underWay = true;
    while (waiting.length > 0) {
      const calls = waiting;
      waiting = [];
      try {
        const outputs = await work(calls.map(({ input }) => input));
        for (const [at, { resolve }] of calls.entries()) resolve(outputs[at]!);
      } catch (error) {
        for (const { reject } of calls) reject(error);
      }
    }
    underWay = false;
  }

  return (input) =>
    new Promise((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      if (!underWay) void rounds();
    });
}
