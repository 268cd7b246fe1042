import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import drizzle from "#drizzle.config.ts";

/** Fails when something generated no longer fits what it is generated from: each with the command that mends it. */
const root = join(import.meta.dirname, "..", "..");
const bin = join(root, "node_modules", ".bin");

checkMigrations();
checkDocuments();

/** Generates into a copy, where nothing new may appear. */
function checkMigrations(): void {
  const cache = join(root, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  const copy = mkdtempSync(join(cache, "migrations-"));
  try {
    cpSync(join(root, "db", "migrations"), copy, { recursive: true });
    const options = ["--dialect=postgresql", `--schema=${drizzle.schema}`, `--out=./${relative(root, copy)}`];
    const said = output("drizzle-kit", ["generate", ...options]);
    if (!said.includes("No schema changes")) {
      fail(`the tables in ${drizzle.schema} have changed without a migration: npm run db:generate\n${said}`);
    }
    console.log("migrations fit the schema");
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function checkDocuments(): void {
  const said = output("ronda", ["export", "docs", "--check"]);
  console.log(said.trim() || "documents fit the registry");
}

function output(program: string, args: string[]): string {
  try {
    return execFileSync(join(bin, program), args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    fail(`${program} ${args.join(" ")}\n${stdout ?? ""}${stderr ?? ""}`);
  }
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
