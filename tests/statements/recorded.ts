import { relay } from "#tests/relay.ts";

/** The statements that a program sends its database, read on the way there. */
export type RecordedStatements = {
  /** The database's address for the program: a proxy in front of the real one. */
  url: string;
  /** The text of every statement so far, each once. */
  texts: () => Set<string>;
  close: () => Promise<void>;
};

/** Stands between a program and the database at `databaseUrl` and reads along. Speaks plain TCP, as on loopback. */
export async function recordStatements(databaseUrl: string): Promise<RecordedStatements> {
  const texts = new Set<string>();
  const { url, close } = await relay(databaseUrl, (handOn) => {
    const read = readerOf((text) => texts.add(text));
    return (piece) => {
      read(piece);
      handOn(piece);
    };
  });
  return { url, texts: () => texts, close };
}

/**
 * Reads one connection's messages from whatever pieces they come in:
 * https://www.postgresql.org/docs/current/protocol-message-formats.html. The first has no type; `Q` and `P` carry a text.
 */
function readerOf(onText: (text: string) => void): (piece: Buffer) => void {
  let left: Buffer = Buffer.alloc(0);
  let begun = false;
  return (piece) => {
    left = left.length === 0 ? piece : Buffer.concat([left, piece]);
    for (;;) {
      const head = begun ? 1 : 0;
      if (left.length < head + 4) return;
      const end = head + left.readInt32BE(head);
      if (left.length < end) return;
      if (begun) readText(String.fromCharCode(left[0]!), left.subarray(head + 4, end), onText);
      begun = true;
      left = left.subarray(end);
    }
  };
}

function readText(type: string, body: Buffer, onText: (text: string) => void): void {
  if (type === "Q") onText(upToZero(body, 0));
  if (type === "P") onText(upToZero(body, body.indexOf(0) + 1));
}

function upToZero(body: Buffer, from: number): string {
  return body.toString("utf8", from, body.indexOf(0, from));
}
