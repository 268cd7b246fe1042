import { describe, expect, it } from "vitest";
import { linker, locate, type View } from "./address.ts";

const run = "019ab2aa-0000-7000-8000-000000000001";

describe("without a base, the address tells where the page is", () => {
  it.each<[string, string, View]>([
    ["/ronda", "/ronda", { kind: "overview" }],
    ["/ronda/", "/ronda", { kind: "overview" }],
    ["/", "", { kind: "overview" }],
    ["/runs", "", { kind: "runs" }],
    ["/ronda/runs", "/ronda", { kind: "runs" }],
    [`/ronda/runs/${run}`, "/ronda", { kind: "run", id: run }],
    ["/ronda/jobs/send-receipts", "/ronda", { kind: "job", name: "send-receipts" }],
    ["/ronda/jobs/send-receipts/run", "/ronda", { kind: "start", name: "send-receipts" }],
    ["/admin/jobs", "/admin/jobs", { kind: "overview" }],
    ["/admin/jobs/runs", "/admin/jobs", { kind: "runs" }],
    ["/admin/jobs/jobs/send-receipts", "/admin/jobs", { kind: "job", name: "send-receipts" }],
    ["/a/b/c/runs", "/a/b/c", { kind: "runs" }],
    ["/ronda/jobs/a%2Fb%20c", "/ronda", { kind: "job", name: "a/b c" }],
    ["/ronda/jobs/%E0%A4%A", "/ronda", { kind: "unknown" }],
    [`/ronda/jobs/${"x".repeat(5000)}`, "/ronda", { kind: "unknown" }],
  ])("%s", (pathname, base, view) => {
    expect(locate(pathname, undefined)).toEqual({ base, view });
  });

  it("never leads to another host", () => {
    for (const path of ["//eve.example/runs", "///eve.example"]) {
      const { base } = locate(path);
      expect(linker(base, undefined)("/runs")).toMatch(/^\/[^/]/);
    }
  });
});

describe("with a base", () => {
  it.each<[string, string, View]>([
    ["/admin/jobs", "/admin/jobs", { kind: "overview" }],
    ["/admin/jobs/runs", "/admin/jobs", { kind: "runs" }],
    ["/admin/jobs/jobs/runs", "/admin/jobs", { kind: "job", name: "runs" }],
    ["/admin/jobs/nothing", "/admin/jobs", { kind: "unknown" }],
    ["/admin/jobs/runs/x/y", "/admin/jobs", { kind: "unknown" }],
    ["/admin/jobsrun", "/admin/jobs", { kind: "unknown" }],
    ["/elsewhere", "/admin/jobs", { kind: "unknown" }],
    // A router that was mounted below the base, and a proxy that takes a prefix off.
    ["/", "/admin/jobs", { kind: "overview" }],
    ["/runs", "/admin/jobs", { kind: "runs" }],
    ["/jobs", "/admin/jobs", { kind: "overview" }],
    ["/jobs/runs", "/admin/jobs", { kind: "runs" }],
    ["/ronda/runs", "", { kind: "unknown" }],
    ["/runs", "", { kind: "runs" }],
  ])("%s below %s", (pathname, base, view) => {
    expect(locate(pathname, base)).toEqual({ base, view });
  });
});

it("keeps the chosen language in every link, and escapes what stands in a query", () => {
  const link = linker("/ronda", "id");
  expect(link("")).toBe("/ronda?lang=id");
  expect(link("/runs", { job: "a&b=c#d", status: undefined })).toBe("/ronda/runs?lang=id&job=a%26b%3Dc%23d");
  expect(link("/runs", { lang: undefined })).toBe("/ronda/runs");
  expect(linker("", undefined)("")).toBe("/");
});
