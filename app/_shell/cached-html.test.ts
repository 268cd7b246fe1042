import { createElement } from "react";
import { beforeEach, describe, expect, it } from "vitest";
import type { TripContent } from "#domain/trips/content.ts";
import { cachedHtml, cachedHtmlOfTrip } from "./cached-html.ts";

let drawn = 0;
beforeEach(() => {
  drawn = 0;
});

const trip = (values: Partial<TripContent>) => ({ id: "bromo", version: 1, title: "Bromo", ...values }) as TripContent;

describe("a cached part of a page", () => {
  const greeting = cachedHtml(({ name }: { name: string }) => {
    drawn++;
    return createElement("p", null, `Halo ${name}`);
  });

  it("is drawn once for what it is given", async () => {
    expect([await greeting({ name: "Ana" }), await greeting({ name: "Ana" })]).toEqual([
      "<p>Halo Ana</p>",
      "<p>Halo Ana</p>",
    ]);
    expect(drawn).toBe(1);
    expect(await greeting({ name: "Eve" })).toBe("<p>Halo Eve</p>");
  });

  it("shows markup that somebody typed as he typed it", async () => {
    expect(await greeting({ name: "<script>" })).toBe("<p>Halo &lt;script&gt;</p>");
  });

  it("has an eager picture without a link ahead of it, which no list may hold", async () => {
    const picture = cachedHtml(({ src }: { src: string }) => createElement("img", { src, alt: "" }));
    expect(await picture({ src: "/a.webp" })).toBe('<img src="/a.webp" alt=""/>');
  });
});

describe("a cached part about a trip", () => {
  const card = cachedHtmlOfTrip(({ title }, { seatsLeft }: { seatsLeft: number }) => {
    drawn++;
    return `${title}: ${seatsLeft}`;
  });

  it("shows the seats of the moment and what the trip says in the version that was read", async () => {
    expect(await card(trip({}), { seatsLeft: 3 })).toBe("Bromo: 3");
    expect(await card(trip({}), { seatsLeft: 2 })).toBe("Bromo: 2");
    expect(await card(trip({ version: 2, title: "Semeru" }), { seatsLeft: 2 })).toBe("Semeru: 2");
    expect(await card(trip({ id: "ijen", title: "Ijen" }), { seatsLeft: 2 })).toBe("Ijen: 2");
  });

  it("is not drawn again while trip and moment are the same", async () => {
    await card(trip({ id: "raung" }), { seatsLeft: 1 });
    await card(trip({ id: "raung" }), { seatsLeft: 1 });
    expect(drawn).toBe(1);
  });
});
