import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type IsPage, pagesOfBuild } from "./actions.ts";

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
