/** One line of the table: ours beside a reference that was measured in the same run, on the same machine. */
export type Row = {
  work: string;
  /** What it is compared with. */
  reference: string;
  /** The reference's figure with its unit, such as `8,800/s`. */
  referenceFigure: string;
  /** Our figure in the same unit. */
  ours: string;
  /** How many times as good as the reference ours is; below 1 is worse. */
  ratio: number;
  /** What the ratio should reach, in words. */
  target: string;
  met: boolean;
};

/** What a bench module gets: a migrated database that is its own, reached through `#db/connection.ts`, and a scratch folder. */
export type BenchContext = {
  databaseUrl: string;
  folder: string;
  /** Says on stderr what is being measured. */
  say: (message: string) => void;
};

/** A module `bench/<name>.bench.ts` exports one of these as `bench`. It runs in a process of its own. */
export type Bench = (context: BenchContext) => Promise<Row[]>;

/** The middle of an odd number of figures, or the mean of the two in the middle. */
export function median(figures: number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
}

/**
 * Measures the candidates in turns, so that a busy machine slows all of them alike, and gives each one's median.
 * Each candidate returns its figure of one round.
 */
export async function interleaved<Name extends string>(
  rounds: number,
  candidates: Record<Name, () => Promise<number>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(candidates) as Name[];
  const figures = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of names) figures[name].push(await candidates[name]());
  }
  return Object.fromEntries(names.map((name) => [name, median(figures[name])])) as Record<Name, number>;
}

/** `12345.6` → `12,346/s`. */
export function perSecond(figure: number): string {
  return `${Math.round(figure).toLocaleString("en-US")}/s`;
}
