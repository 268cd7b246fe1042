import { globSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/** Every address that the app answers, as its folders name it: `/pesanan/[code]/bayar`. */
export function addresses(): string[] {
  return globSync(["app/**/page.tsx", "app/**/route.ts"], { cwd: root }).map(
    (file) =>
      `/${file
        .split("/")
        .slice(1, -1)
        .filter((part) => !part.startsWith("("))
        .join("/")}`,
  );
}
