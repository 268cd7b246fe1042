import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

const modules = join(import.meta.dirname, "..", "node_modules");

const installed = ["/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser"];

/**
 * The browser for the browser tests: `CHROMIUM_PATH`, the system's, or the one from npm on Linux x64. Undefined elsewhere,
 * which lets Playwright take its own.
 */
export async function chromiumPath(): Promise<string | undefined> {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const found = installed.find((path) => existsSync(path) && works(path));
  if (found) return found;
  return process.platform === "linux" && process.arch === "x64" ? unpackedChromium() : undefined;
}

/**
 * The package unpacks 200 MB into the temporary folder, where a stranger's file of that name would be trusted, and
 * several at once disturb each other. So it is unpacked into a folder of our own and renamed into place.
 */
async function unpackedChromium(): Promise<string> {
  const cache = join(modules, ".cache", "chromium");
  const { version } = JSON.parse(readFileSync(join(modules, "@sparticuz", "chromium", "package.json"), "utf8"));
  const place = join(cache, version);
  const program = join(place, "chromium");
  if (existsSync(program)) return program;

  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, "new-"));
  try {
    execFileSync(process.execPath, ["--input-type=module", "-e", unpack], {
      cwd: import.meta.dirname,
      env: { ...process.env, TMPDIR: fresh },
    });
    chmodSync(join(fresh, "chromium"), 0o755);
    chmodSync(fresh, 0o755);
    renameSync(fresh, place);
  } catch (error) {
    if (!existsSync(program)) throw error;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return program;
}

const unpack = `const { default: chromium } = await import("@sparticuz/chromium"); await chromium.executablePath();`;

/** Some systems have a launcher that only says that the browser is not installed. */
function works(path: string): boolean {
  try {
    execFileSync(path, ["--version"], { stdio: "ignore", timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}
