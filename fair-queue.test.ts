import { describe, expect, it } from "vitest";
import { FairQueue, type FairQueueBounds, type Place } from "./fair-queue.ts";

const bounds: FairQueueBounds = { atOnce: 2, atOncePerPerson: 1, mostWaiting: 6, mostWaitingPerPerson: 4 };

/** Who stands inside, in the order in which they came, and how each of them leaves. */
function opened(changes: Partial<FairQueueBounds> = {}) {
  const queue = new FairQueue({ ...bounds, ...changes });
  const inside: { name: string; leave: () => void }[] = [];
  const enter = (name: string, signal?: AbortSignal) =>
    queue.enter(name.split("-")[0]!, signal).then((place: Place) => {
      if (place.ok) inside.push({ name, leave: place.leave });
      return place;
    });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const names = () => inside.map(({ name }) => name);
  return { enter, inside, names, settled };
}

describe("a queue by person", () => {
  it("lets one of Hugo's in and keeps the rest, however many places are free; Ana does not wait for them", async () => {
    const { enter, names, settled } = opened();
    for (const name of ["hugo-1", "hugo-2", "hugo-3", "ana-1"]) void enter(name);
    await settled();
    expect(names()).toEqual(["hugo-1", "ana-1"]);
  });

  it("gives turns: one of each before the second of anybody", async () => {
    const { enter, inside, names, settled } = opened({ atOnce: 1 });
    for (const name of ["hugo-1", "hugo-2", "hugo-3", "ana-1", "ana-2", "sari-1"]) void enter(name);
    for (let left = 0; left < 6; left++) {
      await settled();
      inside[left]!.leave();
    }
    expect(names()).toEqual(["hugo-1", "hugo-2", "ana-1", "sari-1", "hugo-3", "ana-2"]);
  });

  it("refuses what is beyond a person's share, and everybody when all shares together are used up", async () => {
    const { enter } = opened({ atOnce: 1, mostWaiting: 2, mostWaitingPerPerson: 1 });
    for (let number = 0; number < 2; number++) void enter(`hugo-${number}`);
    expect(await enter("hugo-3")).toEqual({ ok: false, reason: "queue-full" });
    void enter("ana-1");
    expect(await enter("sari-1")).toEqual({ ok: false, reason: "busy" });
  });

  it("turns away the last of whoever waits with most when somebody comes who waits with less", async () => {
    const { enter, inside, names, settled } = opened({ atOnce: 1, mostWaiting: 4 });
    void enter("hugo-0");
    const hugos = [1, 2, 3, 4].map((number) => enter(`hugo-${number}`));
    const anas = enter("ana-1");
    expect(await hugos[3]).toEqual({ ok: false, reason: "busy" });
    void enter("sari-1");
    expect(await hugos[2]).toEqual({ ok: false, reason: "busy" });
    expect(await enter("ana-2")).toEqual({ ok: false, reason: "busy" });
    for (let left = 0; left < 3; left++) {
      await settled();
      inside[left]!.leave();
    }
    await settled();
    expect((await anas).ok).toBe(true);
    expect(names()).toEqual(["hugo-0", "hugo-1", "ana-1", "sari-1"]);
  });

  it("forgets who went away while they waited, and who had gone before", async () => {
    const { enter, inside, names, settled } = opened({ atOnce: 1 });
    const gone = new AbortController();
    void enter("hugo-1");
    const waited = enter("ana-1", gone.signal);
    void enter("sari-1");
    gone.abort();
    expect(await waited).toEqual({ ok: false, reason: "interrupted" });
    expect(await enter("ana-2", gone.signal)).toEqual({ ok: false, reason: "interrupted" });
    inside[0]!.leave();
    await settled();
    expect(names()).toEqual(["hugo-1", "sari-1"]);
  });

  it("counts a place that is left twice once", async () => {
    const { enter, inside, names, settled } = opened({ atOnce: 1 });
    for (const name of ["hugo-1", "ana-1", "sari-1"]) void enter(name);
    await settled();
    inside[0]!.leave();
    inside[0]!.leave();
    await settled();
    expect(names()).toEqual(["hugo-1", "ana-1"]);
  });
});
