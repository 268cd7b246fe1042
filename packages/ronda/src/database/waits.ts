/** The database did not do its part in time. Whether it has done it since is not known. */
export class DatabaseTimeoutError extends Error {
  override name = "DatabaseTimeoutError";
}

/** The engine has stopped, and waits for the database no longer. */
export class DatabaseClosedError extends Error {
  override name = "DatabaseClosedError";
  constructor() {
    super("The engine has stopped and no longer waits for the database");
  }
}

/** How long to wait, what to say when that is over, and what else to do then. */
export type Wait = { ms: number; late: string; onGiveUp?: () => void };

/** Waits that end, each by itself and all at once. They keep no process alive. */
export type Waits = {
  /** What nobody waits for any longer may still end, unheard. */
  within: <Result>(work: Promise<Result>, wait: Wait) => Promise<Result>;
  /** Throws {@link DatabaseClosedError} when there is to be no wait any more. */
  check: () => void;
  /** Ends what is waited for now with {@link DatabaseClosedError}. */
  close: () => void;
};

/** Makes the waits of one engine. */
export function endingWaits(): Waits {
  const open = new Set<(error: Error) => void>();
  let closed = false;
  return {
    within(work, { ms, late, onGiveUp }) {
      return new Promise((resolve, reject) => {
        const giveUp = (error: Error) => {
          end();
          onGiveUp?.();
          reject(error);
        };
        const timer = setTimeout(() => giveUp(new DatabaseTimeoutError(late)), ms).unref();
        const end = () => {
          clearTimeout(timer);
          open.delete(giveUp);
        };
        open.add(giveUp);
        work.then(
          (result) => {
            end();
            resolve(result);
          },
          (error) => {
            end();
            reject(error);
          },
        );
      });
    },
    check() {
      if (closed) throw new DatabaseClosedError();
    },
    close() {
      closed = true;
      for (const giveUp of [...open]) giveUp(new DatabaseClosedError());
    },
  };
}
