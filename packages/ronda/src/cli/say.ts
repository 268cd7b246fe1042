/** Says what a command found, to whoever reads its output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Says on the side what is wrong, so that a redirected output stays clean. */
export function complain(text: string): void {
  process.stderr.write(`ronda: ${text}\n`);
}
