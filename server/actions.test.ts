import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { actionsOfBuild, type IsPage, pagesOfBuild } from "./actions.ts";

/** The first byte says which arguments are used; the last was made by a call, of a state and a form. */
const named = { "00aa": 0, "40aa": 1, "60aa": 2, "70aa": 3, "20aa": 2, "7faa": 2 };

let root: string;
let isPage: IsPage;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "setrip-build-"));
  mkdirSync(join(root, ".next"));
  const routes = {
    "/(public)/page": "/",
    "/(account)/masuk/page": "/masuk",
    "/(account)/pesanan/[code]/bayar/page": "/pesanan/[code]/bayar",
    "/bantuan/[...topic]/page": "/bantuan/[...topic]",
    "/_not-found/page": "/_not-found",
    "/metrics/route": "/metrics",
  };
  writeFileSync(join(root, ".next", "app-path-routes-manifest.json"), JSON.stringify(routes));
  isPage = pagesOfBuild(root);
  mkdirSync(join(root, ".next", "server"));
  const node = Object.fromEntries(Object.keys(named).map((id) => [id, { exportedName: "sendAction" }]));
  writeFileSync(join(root, ".next", "server", "server-reference-manifest.json"), JSON.stringify({ node }));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it.each(["/", "/masuk", "/masuk/", "/pesanan/ST-1/bayar", "/bantuan/a", "/bantuan/a/b"])("%s has a page", (path) => {
  expect(isPage(path)).toBe(true);
});

it.each([
  "/nothing",
  "/masuk/x",
  "/pesanan/bayar",
  "/pesanan/a/b/bayar",
  "/bantuan",
  "/_not-found",
  "/metrics",
  "/Masuk",
])("%s has none", (path) => expect(isPage(path)).toBe(false));

it("those within a folder are asked for by its name", () => {
  const isPublic = pagesOfBuild(root, "/(public)/");
  expect(["/", "/masuk"].map(isPublic)).toEqual([true, false]);
});

it("an action's id says how many arguments it takes, and one that was made takes a state and a form", () => {
  const found = [...actionsOfBuild(root)].map(([id, action]) => [id, action.arguments]);
  expect(Object.fromEntries(found)).toEqual(named);
});
