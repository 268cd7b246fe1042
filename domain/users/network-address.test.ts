import { afterEach, expect, it, vi } from "vitest";
import { networkAddress } from "./network-address.ts";

afterEach(() => vi.unstubAllEnvs());

const of = (address: string) => networkAddress(new Headers({ "x-real-ip": address }));

it("IPv6 counts by /64, however it is written", () => {
  expect(of("2001:db8:0:7::1")).toBe(of("2001:DB8:0:7:ffff:1:2:3"));
  expect(of("2001:db8:0:7::1")).not.toBe(of("2001:db8:0:8::1"));
});

it("IPv4 written as IPv6 is IPv4", () => {
  expect(of("::ffff:192.0.2.7")).toBe("192.0.2.7");
  expect(of("::ffff:c000:207")).toBe("192.0.2.7");
  expect(of("192.0.2.7")).not.toBe(of("192.0.2.8"));
});

it.each(["192.0.2.7, 192.0.2.8", "nobody", "999.1.1.1", "2001:db8::1%eth0", "' or 1=1"])(
  "%s is no address: whoever sends such a thing shares one count",
  (made) => {
    vi.stubEnv("NODE_ENV", "production");
    expect(of(made)).toBe(of("another made-up one"));
  },
);
