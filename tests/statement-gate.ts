import { type Relay, relay } from "./relay.ts";

/** What stands between a program and PostgreSQL and counts what it sends, so that a test can stop it at any of its steps. */
export type StatementGate = {
  /** The database's address through it. */
  url: string;
  /** How many pieces have been sent until now. */
  sent: () => number;
  /** Resolves with that piece, which and whatever follows is not handed on: the program waits in the middle of its work. */
  heldAt: (piece: number) => Promise<void>;
  /** Hands nothing on from now on. */
  hold: () => void;
  /** From that piece on the database is away: every connection ends, and so does each that comes. */
  cutAt: (piece: number) => void;
  close: () => Promise<void>;
};

/** A gate in front of the database at `target`, as open as if it were not there. */
export async function statementGate(target: string): Promise<StatementGate> {
  let sent = 0;
  let cutFrom = Number.POSITIVE_INFINITY;
  let hold: { from: number; held: () => void } | undefined;
  const way: Relay = await relay(target, (handOn) => (piece) => {
    sent += 1;
    if (sent >= cutFrom) return way.cut();
    if (hold && sent >= hold.from) return hold.held();
    handOn(piece);
  });
  return {
    url: way.url,
    sent: () => sent,
    heldAt: (piece) =>
      new Promise((held) => {
        hold = { from: piece, held };
      }),
    hold() {
      hold = { from: 0, held: () => {} };
    },
    cutAt(piece) {
      cutFrom = piece;
    },
    close: way.close,
  };
}
