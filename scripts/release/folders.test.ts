import { existsSync, mkdirSync, mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  currentFolder,
  currentLink,
  dispensable,
  lastServed,
  markComplete,
  markServed,
  pointTo,
  releaseId,
  releases,
  releasesFolder,
  servedFolder,
} from "./folders.ts";

const place = () => join(realpathSync(mkdtempSync(join(tmpdir(), "setrip-releases-"))), "setrip");

/** Makes folders of releases: "whole" ones, "served" ones in this order, and "half" ones. */
function given(home: string, kinds: ("half" | "whole" | "served")[]): string[] {
  return kinds.map((kind, hour) => {
    const now = new Date(Date.UTC(2026, 10, 30, hour));
    const id = releaseId(now, "3aa6256");
    const folder = join(home, id);
    mkdirSync(folder, { recursive: true });
    if (kind !== "half") markComplete({ folder, id });
    if (kind === "served") markServed(folder, now);
    return folder;
  });
}

const gone = (home: string, inUse: string[]) => dispensable(releases(home), inUse).map(({ folder }) => folder);

it("a release's name sorts by time and tells its commit", () => {
  expect(releaseId(new Date("2026-11-30T06:42:00.123Z"), "3aa6256")).toBe("20261130-064200-3aa6256");
});

describe("the folder of releases", () => {
  it("is the same asked from the clone and from a release, and PM2 runs the link once there is one", () => {
    const clone = place();
    const home = releasesFolder(clone);
    expect([home, servedFolder(clone)]).toEqual([`${clone}-releases`, clone]);
    const [one, two] = given(home, ["served", "whole"]);
    expect(releasesFolder(one!)).toBe(home);
    pointTo(home, one!);
    pointTo(home, two!);
    expect([currentFolder(home), servedFolder(clone)]).toEqual([two, currentLink(home)]);
    expect(existsSync(join(servedFolder(clone), ".release"))).toBe(true);
  });
});

describe("what may go", () => {
  it("is what is half and what never served", () => {
    const home = releasesFolder(place());
    const [half, never, served] = given(home, ["half", "whole", "served"]);
    expect(gone(home, [served!])).toEqual([half, never]);
  });

  it("is all but the newest three", () => {
    const home = releasesFolder(place());
    const all = given(home, ["served", "served", "served", "served", "served"]);
    expect(gone(home, [all[4]!])).toEqual(all.slice(0, 2));
  });

  it("is never what runs or what the link leads to, and never the one that served before", () => {
    const home = releasesFolder(place());
    const all = given(home, ["half", "served", "served", "served", "whole"]);
    expect(gone(home, [all[0]!, all[1]!, all[4]!])).toEqual([all[2]]);
  });
});

describe("a rollback", () => {
  it("leads to what served last besides the one that serves, and once more leads back", () => {
    const home = releasesFolder(place());
    const [first, second] = given(home, ["served", "served", "whole", "half"]);
    expect(lastServed(releases(home), second)?.folder).toBe(first);
    markServed(first!, new Date("2026-12-01T00:00:00Z"));
    expect(lastServed(releases(home), first)?.folder).toBe(second);
  });

  it("leads nowhere where nothing else has served", () => {
    const home = releasesFolder(place());
    const [only] = given(home, ["served", "whole"]);
    expect(lastServed(releases(home), only)).toBeUndefined();
  });
});
