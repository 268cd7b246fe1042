import { globSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/** An address as its folders name it, such as `/pesanan/[code]/bayar`, and the file that answers it. */
export type Route = { address: string; file: string };

/** Every address that the app answers. */
export function addresses(): string[] {
  return routesIn(["app/**/page.tsx", "app/**/route.ts"]).map(({ address }) => address);
}

/** Every page; `isStanding` where its address has no gap, so that it is there whatever is in the database. */
export function pageRoutes(): (Route & { isStanding: boolean })[] {
  return routesIn(["app/**/page.tsx"]).map((route) => ({ ...route, isStanding: !route.address.includes("[") }));
}

function routesIn(patterns: string[]): Route[] {
  return globSync(patterns, { cwd: root }).map((file) => ({
    file,
    address: `/${file
      .split("/")
      .slice(1, -1)
      .filter((part) => !part.startsWith("("))
      .join("/")}`,
  }));
}
