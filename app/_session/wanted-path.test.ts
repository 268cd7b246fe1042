import { describe, expect, it } from "vitest";
import { cameFrom, codePath, signInPath, wantedPath } from "./wanted-path.ts";

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

describe("the page on which somebody pressed “sign in”", () => {
  const from = (referer: string | null) => cameFrom(referer, "setrip.id");

  it("is where they go back to", () => {
    expect(from("https://setrip.id/trip/bromo?orang=2")).toBe("/trip/bromo?orang=2");
  });

  it.each([null, "", "no address", "https://evil.example/trip/bromo", "https://setrip.id//evil.example"])(
    "is nothing where it is not this site's: %j",
    (referer) => {
      expect(from(referer)).toBeUndefined();
    },
  );

  it.each(["/masuk", "/masuk/kode?lanjut=%2F", "/daftar", "/daftar/terkirim", "/lupa-sandi"])(
    "is nothing where it is about signing in itself: %s",
    (path) => {
      expect(from(`https://setrip.id${path}`)).toBeUndefined();
    },
  );

  it("goes along to the second step, beside what was wanted", () => {
    expect(codePath({ from: "/trip/bromo" })).toBe("/masuk/kode?dari=%2Ftrip%2Fbromo");
    expect(codePath({})).toBe("/masuk/kode");
  });
});
