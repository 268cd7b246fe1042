import { expect, it } from "vitest";
import { type Draft, forgetDraft, forgetDrafts, readDraft, saveDraft } from "./draft.ts";

const now = Date.parse("2026-05-01T03:00:00Z");
const draft: Draft = {
  values: { title: "Prau", itinerary: [{ title: "Naik" }] },
  photos: [{ photo: "hugo-a.webp", uploadedAt: now }],
  savedAt: now,
};

it("a draft is there for its owner until it is forgotten", () => {
  const storage = givenStorage();
  saveDraft(storage, "hugo", draft);
  expect(readDraft(storage, "hugo", now)).toEqual(draft);
  forgetDraft(storage, "hugo");
  expect(readDraft(storage, "hugo", now)).toBeUndefined();
});

it("another account on the device neither reads it nor leaves it there", () => {
  const storage = givenStorage();
  storage.setItem("theme", "dark");
  saveDraft(storage, "hugo", draft);
  expect(readDraft(storage, "eve", now)).toBeUndefined();
  expect(readDraft(storage, "hugo", now)).toBeUndefined();
  expect(storage.getItem("theme")).toBe("dark");
});

it("signing out takes every draft away, and nothing else", () => {
  const storage = givenStorage();
  storage.setItem("theme", "dark");
  saveDraft(storage, "hugo", draft);
  saveDraft(storage, "eve", draft);
  forgetDrafts(storage);
  expect(storage.length).toBe(1);
  expect(storage.getItem("theme")).toBe("dark");
});

it("a form in which nothing was typed or chosen leaves no draft, and takes an old one away", () => {
  const storage = givenStorage();
  saveDraft(storage, "hugo", draft);
  saveDraft(storage, "hugo", { ...draft, values: { title: " ", includes: [""] }, photos: [] });
  expect(storage.length).toBe(0);
  saveDraft(storage, "hugo", { ...draft, values: {} });
  expect(readDraft(storage, "hugo", now)).toBeDefined();
});

it("a draft of last month is too old", () => {
  const storage = givenStorage();
  saveDraft(storage, "hugo", draft);
  expect(readDraft(storage, "hugo", now + 29 * 86_400_000)).toBeDefined();
  expect(readDraft(storage, "hugo", now + 30 * 86_400_000)).toBeUndefined();
});

it.each(["", "{", "null", "7", '{"values":null,"photos":[]}', '{"values":{}}'])("%j is no draft", (kept) => {
  const storage = givenStorage();
  storage.setItem("setrip-trip-draft:hugo", kept);
  expect(readDraft(storage, "hugo", now)).toBeUndefined();
});

it("a browser that keeps nothing stops nobody", () => {
  const full = givenStorage();
  full.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  expect(() => saveDraft(full, "hugo", draft)).not.toThrow();
});

/** As in a browser. */
function givenStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}
