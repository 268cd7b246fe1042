import { describe, expect, it } from "vitest";
import { changePhotos, type PhotoItem, publishedPhoto, restoredPhoto } from "./photo-list.ts";

const photos = ["a", "b", "c"].map(publishedPhoto);
const order = (items: PhotoItem[]) => items.map(({ key }) => key).join("");

describe("the photos of a form", () => {
  it.each([
    ["a", 1, "bac"],
    ["a", 2, "bca"],
    ["c", 0, "cab"],
    ["a", -1, "abc"],
    ["c", 9, "abc"],
    ["gone", 0, "abc"],
  ])("with %s moved to %i are %s", (key, to, after) => {
    expect(order(changePhotos(photos, { type: "move", key, to }))).toBe(after);
  });

  it("lose one, and news about it come too late", () => {
    const left = changePhotos(photos, { type: "remove", key: "b" });
    expect(order(left)).toBe("ac");
    expect(changePhotos(left, { type: "set", key: "b", values: { progress: 50 } })).toEqual(left);
  });
});

it("a draft's photo of yesterday has to be uploaded again, one of today not", () => {
  const uploadedAt = Date.parse("2026-05-01T03:00:00Z");
  const after = (hours: number) => restoredPhoto({ photo: "hugo-a.webp", uploadedAt }, uploadedAt + hours * 3_600_000);
  expect(after(23)).toMatchObject({ state: "done", photo: "hugo-a.webp", refusal: null });
  expect(after(24)).toMatchObject({ state: "failed", photo: null, refusal: "expired" });
});
