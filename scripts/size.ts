/** `1.2 GB`, `340 MB`, `12 KB` */
export function sizeInWords(bytes: number): string {
  const [unit, size] = (
    [
      ["GB", 1e9],
      ["MB", 1e6],
      ["KB", 1e3],
    ] as const
  ).find(([, size]) => bytes >= size) ?? ["bytes", 1];
  const count = bytes / size;
  return `${count < 10 && size > 1e3 ? count.toFixed(1) : Math.round(count)} ${unit}`;
}
