import { describe, expect, it } from "vitest";
import { addressFrom } from "./address.ts";

describe("where the server listens", () => {
  it("is PORT on loopback, unless the arguments name another", () => {
    expect(addressFrom([])).toEqual({ hostname: "127.0.0.1", port: 3000 });
    expect(addressFrom(["-H", "0.0.0.0"])).toEqual({ hostname: "0.0.0.0", port: 3000 });
    expect(addressFrom(["-p", "3100", "--hostname", "::1"])).toEqual({ hostname: "::1", port: 3100 });
  });

  it.each([["-p", "70000"], ["-p", "nonsense"], ["--prot", "3100"], ["start"]])("is not said by %s %s", (...args) => {
    expect(() => addressFrom(args)).toThrow(args.at(-1) === "start" ? "start" : args[0]);
  });
});
