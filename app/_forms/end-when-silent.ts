/** Nothing of it has gone for so long: the network is dead, and a browser by itself would wait for a quarter of an hour. */
export const silentMs = 60_000;

/**
 * All of it has gone, as far as the browser knows: a part may still lie in the system on a slow line. The proxy in front
 * gives the app a minute to answer, and says so itself when it is over.
 */
export const unansweredMs = 180_000;

/** Calls a request off that sends something into a network that has gone silent: it then ends as a broken connection does. */
export function endWhenSilent(request: XMLHttpRequest): void {
  const end = () => request.abort();
  let timer = setTimeout(end, silentMs);
  const again = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(end, ms);
  };
  request.upload.addEventListener("progress", () => again(silentMs));
  request.upload.addEventListener("load", () => again(unansweredMs));
  request.addEventListener("loadend", () => clearTimeout(timer));
}
