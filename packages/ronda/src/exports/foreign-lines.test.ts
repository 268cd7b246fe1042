import { describe, expect, it } from "vitest";
import { commentsWithSecret, foreignLines, masked, withoutLines } from "./foreign-lines.ts";

const own = { url: "https://bakery.example", path: "/api/cron", names: ["send-receipts", "prune"] };
const foreign = (text: string) => foreignLines(text, own).map(({ number }) => number);

describe("a line written by hand", () => {
  it.each([
    '*/5 * * * * curl -fsS -H "Authorization: Bearer s" https://bakery.example/api/cron/send-receipts >> /var/log/x 2>&1',
    "*/5 * * * * curl http://bakery.example/api/cron/send-receipts",
    "*/5 * * * * curl HTTPS://Bakery.Example:443/api/cron/of-an-older-release",
    "*/5 * * * * curl https://www.bakery.example./api/cron/send-receipts",
    "*/5 * * * * curl https://sari:x@bakery.example//api//cron/send-receipts",
    "*/5 * * * * wget -qO- --header='Authorization: Bearer s' http://localhost:3000/api/cron/send-receipts",
    "*/5 * * * * curl 127.0.0.1:3000/api/cron/prune",
    "*/5 * * * * curl 'http://[::1]:3000/api/cron/prune'",
    '*/5 * * * * curl "$URL"/api/cron/prune',
    "*/5 * * * * curl https://bakery.example/api\\%2Fcron/prune",
    "*/5 * * * * for job in prune send-receipts; do curl localhost:3000/api/cron/$job; done",
    "@hourly curl --config /home/bakery/.config/bakery/cron.curl https://bakery.example/api/cron/prune",
    "*/5 * * * * root sh /etc/bakery/cron.curl.sh https://bakery.example/api/cron/prune",
  ])("that calls the app is found: %s", (line) => expect(foreign(line)).toEqual([1]));

  it.each([
    "# */5 * * * * curl https://bakery.example/api/cron/send-receipts",
    "*/5 * * * * curl https://bakery.example/api/health",
    "*/5 * * * * curl https://florist.example/api/cron/send-receipts",
    "*/5 * * * * curl http://localhost:4000/api/cron/water-flowers",
    "*/5 * * * * curl https://bakery.example.org/api/cron/send-receipts",
    "URL=https://bakery.example",
    "",
  ])("that does not is left alone: %s", (line) => expect(foreign(line)).toEqual([]));

  it("is looked for outside of the blocks that were made for any app, and in all others", () => {
    const line = "* * * * * curl localhost:3000/api/cron/prune";
    const made = (app: string) => [`# BEGIN ${app} (made by \`ronda export crontab\`)`, line, `# END ${app}`];
    const managed = ["# BEGIN ANSIBLE MANAGED BLOCK", line, "# END ANSIBLE MANAGED BLOCK"];
    const text = [...made("bakery"), line, ...made("bakery-staging"), ...managed, made("cut off")[0], line].join("\n");
    expect(foreign(text)).toEqual([4, 9, 12]);
    expect(withoutLines(text, foreignLines(text, own)).split("\n")).toHaveLength(9);
  });

  it("is found on an app that itself is on this machine, by the names of its jobs", () => {
    const local = { ...own, url: "http://localhost:3000" };
    const lines = ["prune", "water-flowers"].map((name) => `* * * * * curl 127.0.0.1:3000/api/cron/${name}`);
    expect(foreignLines(lines.join("\n"), local).map(({ number }) => number)).toEqual([1]);
  });

  it("is shown without its secret", () => {
    expect(masked('curl -H "Authorization: Bearer abc" https://a:b@bakery.example/x?token=t&y=xyz', ["xyz"])).toBe(
      'curl -H "Authorization: Bearer …" https://…@bakery.example/x?token=…&y=…',
    );
  });

  it("holds its secret also where it is switched off", () => {
    const off = '# * * * * * curl -H "Authorization: Bearer abc" https://bakery.example/api/cron/prune';
    expect(commentsWithSecret(`${off}\n# Bearer abc\n${off.replace("abc", "<CRON_SECRET>")}`, own)).toEqual([
      { number: 1, text: off },
    ]);
  });
});
