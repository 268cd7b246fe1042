import { describe, expect, it } from "vitest";
import { signInPath, wantedPath } from "./wanted-path.ts";

describe("the page wanted before signing in", () => {
  it.each(["/admin/system", "/admin/system?lipat=1", "/"])("is kept when it is a path of this site: %s", (path) => {
    expect(wantedPath(path)).toBe(path);
  });

  it.each([
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "javascript:alert(1)",
    "admin/system",
    "",
    undefined,
    ["/admin", "/x"],
  ])("is dropped when it could lead elsewhere: %j", (value) => {
    expect(wantedPath(value)).toBeUndefined();
  });

  it("survives the way through the sign-in page's address", () => {
    const address = new URL(signInPath("/admin/system?lipat=1&job=a"), "http://x");
    expect(wantedPath(address.searchParams.get("lanjut"))).toBe("/admin/system?lipat=1&job=a");
  });
});
