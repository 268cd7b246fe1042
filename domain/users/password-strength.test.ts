import { describe, expect, it } from "vitest";
import { limits } from "#limits.ts";
import { guessable } from "./password-strength.ts";

const ana = { name: "Ana Lestari", email: "ana.lestari@jalanjauh.example", phone: "+6281298765432" };

describe("a password that everybody guesses", () => {
  it.each([
    "1234567890",
    "password12",
    "Password123!",
    "qwertyuiop",
    "1q2w3e4r5t",
    "asdfghjkl;",
    "aaaaaaaaaa",
    "abcabcabcabc",
    "0123456789",
    "indonesia123",
    "sayangku123",
    "bismillah123",
    "alhamdulillah",
    "merdeka1945",
    "rahasia123",
    "persib1933",
    "jakarta2024",
    "doraemon123",
    "P@ssw0rd12",
    "iloveyou123",
    "17081945aa",
    "setrip12345",
    "katasandi123",
    "akucintakamu",
    "ｐａｓｓｗｏｒｄ１２３",
  ])("%s is refused", async (password) => {
    expect(await guessable(password)).toBeDefined();
  });
});

describe("one's own name, address or number", () => {
  it.each([
    "ana.lestari@jalanjauh.example",
    "ana.lestari",
    "AnaLestari1",
    "lestari2024",
    "jalanjauh123",
    "081298765432",
    "ana-lestari-ana-lestari-99",
  ])("%s is refused for that", async (password) => {
    expect(await guessable(password, ana)).toBe("own");
  });
});

it.each([
  "ronda malam di desa",
  "fajar di pantai",
  "kuda-laut-biru-42",
  "pasir putih pagi",
  "xkq7vbn2wp",
  "Tj8#kelapa!z",
])("%s is good", async (password) => {
  expect(await guessable(password, ana)).toBeUndefined();
});

it("the longest costs no more than its first characters", async () => {
  await guessable("warm");
  const began = performance.now();
  for (const letter of ["1", "4@8({3!1|0$5+7%29", "aZ3$", "password"])
    await guessable(letter.repeat(1_000).slice(0, 128));
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(await guessable(`kuda-laut-biru-42-di-pantai${"1".repeat(100)}`)).toBeUndefined();
  expect(limits.password.judgedCharacters).toBeLessThanOrEqual(24);
});
