import { expect, it } from "vitest";
import { pseudo } from "./pseudo-language.ts";

it("a text is longer, has accents and stands in brackets, whatever makes it", () => {
  const texts = {
    title: "Sign in",
    left: (count: number) => `${count} seats left`,
    steps: ["Run `npm start`"],
    most: 3,
  };
  const changed = pseudo(texts);
  expect(changed.title).toBe("[Sîgñ îñééé]");
  expect(changed.left(2)).toBe("[2 šéátš léftééééé]");
  expect(changed.steps[0]).toBe("[Rûñ `npm start`éééééé]");
  expect(changed.most).toBe(3);
});

it.each(["/syarat", "https://setrip.example/a", "#panduan", "12.30", "", "·"])("%j stays what it is", (text) => {
  expect(pseudo(text)).toBe(text);
});
