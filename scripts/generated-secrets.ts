import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";

/** A secret of 64 hexadecimal characters, as `openssl rand -hex 32` makes them. */
export const newSecret = (): string => randomBytes(32).toString("hex");

/**
 * Adds what is missing to `generated.env` in the data folder, which the environment falls back to, and leaves what is
 * there. Nobody but this account may read it.
 */
export function keepGenerated(dataDir: string, wanted: Record<string, () => string>): void {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, "generated.env");
  const kept = existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
  const missing = Object.entries(wanted).filter(([name]) => !kept[name]);
  if (missing.length === 0) return;
  const all = { ...kept, ...Object.fromEntries(missing.map(([name, make]) => [name, make()])) };
  const lines = Object.entries(all).map(([name, value]) => `${name}='${value}'\n`);
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, `# Made up by SeTrip. The real environment and .env win over this file.\n${lines.join("")}`, {
    mode: 0o600,
  });
  chmodSync(fresh, 0o600);
  renameSync(fresh, file);
}
