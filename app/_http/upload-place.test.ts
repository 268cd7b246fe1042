import { expect, it } from "vitest";
import { limits } from "#limits.ts";
import { enterUpload, type UploadPlace } from "./upload-place.ts";

const { mostBytesAtOnce, alwaysReadBytes, atOncePerPerson } = limits.upload;

type Taken = Extract<UploadPlace, { ok: true }>;
const enter = async (userId: string) => (await enterUpload(userId)) as Taken;

/** Whether more may be read at once. */
const mayReadOn = async (place: Taken, bytes: number) => {
  void place.take(bytes);
  return !place.isWaiting();
};

it("many may arrive at once, as long as their bytes are few; one person's are two", async () => {
  const people = await Promise.all(Array.from({ length: 40 }, (_, number) => enter(`person ${number}`)));
  expect(people.every(({ isCrowded }) => !isCrowded())).toBe(true);
  const own = await Promise.all(Array.from({ length: atOncePerPerson - 1 }, () => enter("person 0")));
  let third = false;
  const waiting = enter("person 0").then((place) => {
    third = true;
    return place;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(third).toBe(false);
  people[0]!.leave();
  for (const place of [...people, ...own, await waiting]) place.leave();
});

it("when the memory is used up, the oldest is read on, and so are the first bytes of each; the rest waits until it is given back", async () => {
  const [hugos, anas, saris] = [await enter("hugo"), await enter("ana"), await enter("sari")];
  expect(await mayReadOn(hugos, mostBytesAtOnce)).toBe(true);
  expect(await mayReadOn(anas, alwaysReadBytes - 1)).toBe(true);
  expect(saris.isCrowded()).toBe(false);
  expect(await mayReadOn(anas, alwaysReadBytes)).toBe(false);
  expect(saris.isCrowded()).toBe(true);
  const waited = anas.take(0);
  hugos.leave();
  await waited;
  expect([anas.isWaiting(), saris.isCrowded()]).toEqual([false, false]);
  for (const place of [anas, saris]) place.leave();
});
