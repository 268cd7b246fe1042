import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { nginxChecks } from "./doctor-nginx.ts";

/** A folder of nginx with this main file, and a site of this name that leads to an app. */
function given(main: string, site = "setrip"): string {
  const folder = mkdtempSync(join(tmpdir(), "setrip-etc-nginx-"));
  mkdirSync(join(folder, "sites-enabled"));
  writeFileSync(join(folder, "sites-enabled", site), `upstream ${site} { server 127.0.0.1:3000; }\n`);
  writeFileSync(join(folder, "nginx.conf"), main);
  return folder;
}

const debians = "user www-data;\nevents {\n\tworker_connections 768;\n\t# multi_accept on;\n}\n";
const ours = "worker_rlimit_nofile 16384;\nevents {\n\tworker_connections 4096;\n}\n";

it.each([
  ["Debian's own file", debians, "takes 768 connections"],
  ["a file that says nothing", "events {}\n", "takes 512 connections"],
  ["one whose number is a comment", "events {\n# worker_connections 9999;\n}\n", "takes 512 connections"],
  ["more connections than open files", ours.replace(/^.*\n/, ""), "may open 1024 files"],
])("too few connections for a crowd are a warning with a command: %s", (_, main, why) => {
  const [check] = nginxChecks(given(main));
  expect(check).toMatchObject({ state: "warning", why: expect.stringContaining(why) });
  expect(check).toHaveProperty("mend", expect.stringContaining("sudo nginx -t && sudo systemctl reload nginx"));
});

it("what the server script sets is well", () => {
  expect(nginxChecks(given(ours))).toMatchObject([{ state: "ok" }]);
});

it("an nginx that is not in front of this app, or none at all, is nothing to tell of", () => {
  expect(nginxChecks(given(debians, "another"))).toEqual([]);
  expect(nginxChecks(join(tmpdir(), "no-nginx-here"))).toEqual([]);
});
