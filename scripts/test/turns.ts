/** One of several things that print at the same time. */
export type Speaker = {
  write: (chunk: Buffer | string) => void;
  /** Nothing more comes from it. */
  end: () => void;
};

/**
 * Keeps together what each of several speakers prints at the same time: the first is heard as it speaks, another from its
 * beginning once those before it have ended. `print` gets everything in that order.
 */
export function takingTurns(print: (chunk: Buffer | string) => void): () => Speaker {
  const waiting: { held: (Buffer | string)[]; hasEnded: boolean }[] = [];

  return () => {
    const own = { held: [] as (Buffer | string)[], hasEnded: false };
    waiting.push(own);
    return {
      write: (chunk) => {
        if (waiting[0] === own) print(chunk);
        else own.held.push(chunk);
      },
      end: () => {
        own.hasEnded = true;
        while (waiting[0]?.hasEnded) {
          waiting.shift();
          for (const chunk of waiting[0]?.held.splice(0) ?? []) print(chunk);
        }
      },
    };
  };
}
