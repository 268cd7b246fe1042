import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { appOnDisk, secret, startRonda } from "../testing/app.ts";

const app = appOnDisk();
const ronda = (...args: string[]) => startRonda(app, args).ended;

describe("ronda export", () => {
  it("crontab prints the block for this machine, or for another zone", async () => {
    const { code, out } = await ronda("export", "crontab", "--zone", "Asia/Jakarta");
    expect(code).toBe(0);
    expect(out).toContain(`\n0 1 * * * sh ${app.folder}/.config/bakery/cron.curl.sh http`);
    expect(out).not.toContain(secret);
    expect(out).not.toContain("/patrol");
    expect((await ronda("export", "crontab", "--zone", "UTC", "--patrol")).out).toContain("/patrol >>");
  });

  it("crontab refuses a zone that would move the hours", async () => {
    const { code, err } = await ronda("export", "crontab", "--zone", "Europe/Berlin");
    expect(code).toBe(2);
    expect(err).toContain("Europe/Berlin changes its clocks");
  });

  it("crontab --output keeps the other lines of a crontab, stands last and changes nothing the second time", async () => {
    const file = join(app.folder, "crontab");
    const exportIt = ["export", "crontab", "--zone", "UTC", "--output", file];
    writeFileSync(file, "MAILTO=sari@bakery.example");
    await ronda(...exportIt);
    const first = readFileSync(file, "utf8");
    expect(first).toMatch(/^MAILTO=sari@bakery\.example\n# BEGIN bakery .*\n[\s\S]*\n# END bakery\n$/);

    writeFileSync(file, `${first}5 4 * * * backup\n`);
    await ronda(...exportIt);
    expect(readFileSync(file, "utf8")).toMatch(/^MAILTO=.*\n5 4 \* \* \* backup\n# BEGIN[\s\S]*# END bakery\n$/);
    expect((await ronda(...exportIt, "--check")).code).toBe(0);
  });

  it("crontab --check shows what differs and ends with 1", async () => {
    const file = join(app.folder, "crontab");
    await ronda("export", "crontab", "--zone", "UTC", "--output", file);
    writeFileSync(file, readFileSync(file, "utf8").replace("0 18 * * *", "0 1 * * *"));
    const { code, out } = await ronda("export", "crontab", "--zone", "UTC", "--output", file, "--check");
    expect(code).toBe(1);
    expect(out).toMatch(/^-0 1 \* \* \* sh/m);
    expect(out).toMatch(/^\+0 18 \* \* \* sh/m);
  });

  it.each([
    [["--curl-config", "cron.curl"], "--curl-config must be an absolute path"],
    [["--log", "cron.log"], "--log must be an absolute path"],
    [["--zone", "WIB"], 'the time zone "WIB" is unknown'],
  ])("crontab %j is refused", async (args, message) => {
    const { code, err } = await ronda("export", "crontab", ...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it("vercel prints clean JSON and says on the side which jobs need a paid plan", async () => {
    const { code, out, err } = await ronda("export", "vercel");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      crons: [{ path: "/api/cron/auto-complete-trips", schedule: "0 18 * * *" }, {}, {}],
    });
    expect(err).toContain("process-email-jobs, patrol need the Pro plan");
    expect((await ronda("export", "vercel", "--check")).out).toBe("vercel.json is missing\n");
  });

  it("docs --check fails where a runbook's table is not the registry's", async () => {
    mkdirSync(join(app.folder, "docs"));
    for (const locale of ["id", "en"]) {
      const file = join(app.folder, `docs/runbook.${locale}.md`);
      writeFileSync(file, "# Cron\n<!-- BEGIN jobs -->\n<!-- END jobs -->\nMore\n");
      expect((await ronda("export", "docs", "--locale", locale, "--output", file)).code).toBe(0);
    }
    expect(readFileSync(join(app.folder, "docs/runbook.id.md"), "utf8")).toMatch(
      /^# Cron\n<!-- BEGIN jobs[\s\S]*\nMore\n$/,
    );
    expect(await ronda("export", "docs", "--check")).toMatchObject({ code: 0 });

    const file = join(app.folder, "docs/runbook.en.md");
    writeFileSync(file, readFileSync(file, "utf8").replace("Sends mail", "Sends letters"));
    const { code, out } = await ronda("export", "docs", "--check");
    expect(code).toBe(1);
    expect(out).toContain("docs/runbook.id.md is up to date");
    expect(out).toContain("Sends letters");
  });

  it("docs --write brings all tables up to date whose marks a file has, those of the app itself, too", async () => {
    const marks = (name: string) => `<!-- BEGIN ${name} -->\n<!-- END ${name} -->\n`;
    mkdirSync(join(app.folder, "docs"));
    const file = (name: string) => join(app.folder, "docs", name);
    app.configure({ docs: { id: "docs/runbook.id.md", en: ["docs/runbook.en.md", "docs/rules.md"] } });
    writeFileSync(file("runbook.id.md"), `${marks("results")}Lagi\n`);
    writeFileSync(file("runbook.en.md"), `${marks("jobs")}${marks("results")}`);
    writeFileSync(file("rules.md"), `${marks("watches")}${marks("people")}`);
    expect((await ronda("export", "docs", "--check")).code).toBe(1);
    expect(await ronda("export", "docs", "--write")).toMatchObject({
      code: 0,
      out: "wrote docs/runbook.id.md\nwrote docs/runbook.en.md\nwrote docs/rules.md\n",
    });
    const row =
      '| `auto-complete-trips` | `{"ok":true,"completed":0}` | `{"ok":true,"completed":2}` |\n<!-- END results -->';
    expect(readFileSync(file("runbook.id.md"), "utf8")).toMatch(
      /^<!-- BEGIN results: .*\n\| Job \| Sukses, [\s\S]*Lagi\n$/,
    );
    for (const name of ["runbook.id.md", "runbook.en.md"]) expect(readFileSync(file(name), "utf8")).toContain(row);
    expect(readFileSync(file("runbook.en.md"), "utf8")).toContain("| 2 | `GET /api/cron/process-email-jobs` |");
    expect(readFileSync(file("rules.md"), "utf8")).toContain("| `parcels-waiting` | Parcels that wait |");
    expect(readFileSync(file("rules.md"), "utf8")).toMatch(/<!-- BEGIN people.*\nen: Ana\n<!-- END people -->\n$/);
    expect((await ronda("export", "docs", "--check")).code).toBe(0);

    writeFileSync(file("rules.md"), "No marks\n");
    expect(await ronda("export", "docs", "--write")).toMatchObject({
      code: 2,
      err: expect.stringContaining('no line "<!-- BEGIN jobs"'),
    });
  });

  it("curl-config writes a file for its owner only and prints no secret unless asked", async () => {
    const { code, out } = await ronda("export", "curl-config");
    const file = join(app.folder, ".config/bakery/cron.curl");
    expect({ code, out }).toEqual({ code: 0, out: `wrote ${file} (mode 0600)\nwrote ${file}.sh (mode 0600)\n` });
    for (const written of [file, `${file}.sh`]) expect(statSync(written).mode & 0o777).toBe(0o600);
    expect(readFileSync(`${file}.sh`, "utf8")).not.toContain(secret);
    expect(readFileSync(file, "utf8")).toContain(`header = "Authorization: Bearer ${secret}"\n`);
    expect((await ronda("export", "curl-config", "--print")).out).toContain(secret);
  });
});
