import { describe, expect, it } from "vitest";
import { formCookie, formToken, isOwnForm, isSameOrigin, readForm } from "./form.ts";

const address = "https://shop.example/ronda/jobs/bake";
const request = (headers: Record<string, string>, url = address) => new Request(url, { headers });

describe("a form of another site", () => {
  it.each<[boolean, string, Record<string, string>]>([
    [true, "stands on this very page", { "sec-fetch-site": "same-origin" }],
    [true, "was typed or is of a bookmark", { "sec-fetch-site": "none" }],
    [false, "stands on another", { "sec-fetch-site": "cross-site" }],
    [false, "stands on another name of the same owner", { "sec-fetch-site": "same-site" }],
    [
      false,
      "the browser's word counts before an origin that fits",
      { "sec-fetch-site": "cross-site", origin: "https://shop.example" },
    ],
    [true, "an older browser has this origin", { origin: "https://shop.example" }],
    [true, "or no browser says nothing", {}],
    [false, "an older browser has another origin", { origin: "https://eve.example" }],
    [false, "an origin that only ends alike", { origin: "https://evil-shop.example" }],
    [false, "a hidden origin", { origin: "null" }],
    [false, "an origin that is none", { origin: "shop.example" }],
    [false, "a file", { origin: "file://" }],
    [
      true,
      "behind a proxy that tells the name",
      { origin: "https://tours.example", "x-forwarded-host": "Tours.example, inner" },
    ],
    [false, "behind one that tells another", { origin: "https://inner", "x-forwarded-host": "tours.example, inner" }],
  ])("is told by the browser: %s, it %s", (isSame, _, headers) => expect(isSameOrigin(request(headers))).toBe(isSame));
});

const secret = "abcdefghijklmnopqrstuv";
const about = { actor: "Sari", about: "bake" };
const sent = (cookie: string) => request({ cookie });

describe("a form's token", () => {
  const form = new URLSearchParams({ token: formToken(secret, about) });

  it.each<[boolean, string, string, URLSearchParams, typeof about]>([
    [true, "of this browser, person and thing", `ronda-form=${secret}`, form, about],
    [true, "beside other cookies", `a=1; ronda-form=${secret}; b=2`, form, about],
    [false, "of another person", `ronda-form=${secret}`, form, { ...about, actor: "Eve" }],
    [false, "about another thing", `ronda-form=${secret}`, form, { ...about, about: "prune" }],
    [false, "whose parts are cut elsewhere", `ronda-form=${secret}`, form, { actor: "Sar", about: "ibake" }],
    [false, "of another browser", "ronda-form=vutsrqponmlkjihgfedcba", form, about],
    [false, "without a cookie", "a=1", form, about],
    [false, "with a cookie that is none of ours", "ronda-form=short", form, about],
    [false, "with a cookie whose name only ends alike", `x-ronda-form=${secret}`, form, about],
    [false, "that is missing", `ronda-form=${secret}`, new URLSearchParams(), about],
    [
      false,
      "that is cut off",
      `ronda-form=${secret}`,
      new URLSearchParams({ token: formToken(secret, about).slice(1) }),
      about,
    ],
  ])("is good or not (%s): one %s", (isOwn, _, cookie, given, of) =>
    expect(isOwnForm(sent(cookie), given, of)).toBe(isOwn),
  );
});

describe("the cookie", () => {
  it("that a browser has is not set again", () => {
    expect(formCookie(sent(`ronda-form=${secret}`))).toEqual({ secret, setCookie: undefined });
  });

  it.each<[string, Record<string, string>, boolean]>([
    [address, {}, true],
    ["http://127.0.0.1:3000/ronda", {}, false],
    ["http://127.0.0.1:3000/ronda", { "x-forwarded-proto": "https" }, true],
    [address, { "x-forwarded-proto": "http" }, false],
  ])("of a new one at %s with %j is Secure: %s", (url, headers, isSecure) => {
    const { secret: made, setCookie } = formCookie(request(headers, url));
    expect(made).toMatch(/^[\w-]{22}$/);
    expect(setCookie).toBe(`ronda-form=${made}; Path=/; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`);
  });

  it("that is none of ours is replaced, by another each time", () => {
    const made = [1, 2].map(() => formCookie(sent("ronda-form=<script>")).secret);
    expect(new Set([...made, "<script>"]).size).toBe(3);
  });
});

describe("a form is read", () => {
  const kib = 1024;
  const post = (body: BodyInit, headers: Record<string, string> = {}) =>
    new Request(address, {
      method: "POST",
      body,
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      duplex: "half",
    } as RequestInit);
  const text = (bytes: number) => `a=${"x".repeat(bytes - 2)}`;
  const pieces = (amount: number) => {
    let left = amount;
    return new ReadableStream({
      pull: (controller) => (left-- > 0 ? controller.enqueue(new Uint8Array(kib).fill(120)) : controller.close()),
    });
  };

  it("with its letters as they were typed", async () => {
    const form = await readForm(
      post("reason=caf%C3%A9+tutup&reason=2", { "content-type": "application/x-www-form-urlencoded; charset=utf-8" }),
    );
    expect([...(form as URLSearchParams)]).toEqual([
      ["reason", "café tutup"],
      ["reason", "2"],
    ]);
  });

  it.each<[string, Request, string]>([
    ["of another type", post("a=1", { "content-type": "multipart/form-data" }), "noForm"],
    ["whose type only begins alike", post("a=1", { "content-type": "application/x-www-form-urlencoded2" }), "noForm"],
    ["larger than 256 KiB", post(text(256 * kib + 1)), "tooLarge"],
    ["that says that it is", post("a=1", { "content-length": String(256 * kib + 1) }), "tooLarge"],
    ["that comes in pieces without saying how many", post(pieces(257)), "tooLarge"],
  ])("unless it is one %s", async (_, given, expected) => expect(await readForm(given)).toBe(expected));

  it.each([
    [text(256 * kib), 256 * kib - 2],
    [pieces(256), 0],
  ])("up to the last byte", async (body, length) => {
    expect(((await readForm(post(body))) as URLSearchParams).get("a")?.length ?? 0).toBe(length);
  });
});
