import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db, disconnect, pool } from "#db/connection.ts";
import { photoTombstones } from "#domain/images/schema.ts";
import { tripImages } from "#domain/trips/schema.ts";
import { diskPhotos } from "#gateways/storage/disk.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import { openBucket } from "#gateways/storage/s3.ts";
import { bucketPhotos } from "#gateways/storage/s3-photos.ts";
import { type StandInStore, startStandInStore } from "#gateways/storage/stand-in/store.ts";
import { killOnceItSpeaks } from "#tests/crash.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenOrganizer, givenTrip, givenUser } from "#tests/rows.ts";
import { type CleanUpWork, cleanUpTripImages } from "./cleanup.ts";

ownDatabase();

const now = new Date();
const hour = 3_600_000;
const ago = (hours: number) => new Date(now.getTime() - hours * hour);
const hugo = "0193f5a2-0000-7000-8000-000000000001";
const photo = (name: string | number) => `${hugo}-${name}.webp`;

/** A store and the ways around it. */
type Place = {
  storage: PhotoStore;
  put: (name: string, modifiedAt: Date) => void;
  drop: (name: string) => void;
  names: () => string[];
};

let root: string;
let folder: string;
let bucket: StandInStore;
let place: Place;
let storage: PhotoStore;
let tripId: string;

beforeAll(async () => {
  bucket = await startStandInStore();
});
afterAll(() => bucket.stop());

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "setrip-clean-up-"));
  folder = join(root, "trips");
  mkdirSync(folder);
  storeIn(inFolder());
  tripId = await tripOfHugo();
});

const places: [string, () => Place][] = [
  ["in a folder", inFolder],
  ["in a bucket", inBucket],
];

function storeIn(where: Place): void {
  place = where;
  storage = place.storage;
}

function inFolder(): Place {
  return {
    storage: diskPhotos(folder),
    put: (name, modifiedAt) => {
      writeFileSync(join(folder, name), "photo");
      utimesSync(join(folder, name), modifiedAt, modifiedAt);
    },
    drop: (name) => unlinkSync(join(folder, name)),
    names: () => readdirSync(folder),
  };
}

function inBucket(): Place {
  const { objects } = bucket;
  objects.clear();
  return {
    storage: bucketPhotos(openBucket(bucket.settings), "trips/"),
    put: (name, modifiedAt) => objects.set(`trips/${name}`, { bytes: Buffer.from("photo"), modifiedAt }),
    drop: (name) => objects.delete(`trips/${name}`),
    names: () => [...objects.keys()].map((key) => key.replace("trips/", "")),
  };
}

function upload(name: string, modifiedAt = ago(48)): string {
  place.put(name, modifiedAt);
  return name;
}

async function refer(path: string, position = 0): Promise<void> {
  await db().insert(tripImages).values({ id: newId(), tripId, path, position, createdAt: now, updatedAt: now });
}

function cleanUp(changes: Partial<CleanUpWork> = {}) {
  const signal = new AbortController().signal;
  return cleanUpTripImages({ now, storage, signal, log: { info: () => {} }, beat: async () => true, ...changes });
}

const files = () => place.names().sort();

describe.each(places)("what goes and what stays, %s", (_where, open) => {
  beforeEach(() => storeIn(open()));

  it("an empty store has nothing to clean", async () => {
    expect(await cleanUp()).toEqual({ scanned: 0, deleted: 0 });
  });

  it("an orphan older than 24 hours goes, with its widths, and each file is counted", async () => {
    upload(photo("orphan"));
    upload(photo("orphan.480"));
    upload(photo("orphan.960"));
    expect(await cleanUp()).toEqual({ scanned: 3, deleted: 3 });
    expect(files()).toEqual([]);
  });

  it("a young file is never deleted", async () => {
    upload(photo("young"), ago(23.99));
    upload(photo("exactly-a-day"), ago(24));
    expect(await cleanUp()).toEqual({ scanned: 2, deleted: 0 });
    expect(files()).toHaveLength(2);
  });

  it("a referenced photo keeps all its files, however old", async () => {
    for (const name of ["kept", "kept.480", "kept.960"]) upload(photo(name), ago(24 * 365));
    await refer(photo("kept"));
    expect(await cleanUp()).toEqual({ scanned: 3, deleted: 0 });
    expect(files()).toHaveLength(3);
  });

  it("photos of a closed trip are referenced, so they stay", async () => {
    upload(photo("kept"));
    await refer(photo("kept"));
    await pool().query(`update "Trip" set status = 'CLOSED', "closedAt" = now()`);
    expect((await cleanUp()).deleted).toBe(0);
  });

  it("an orphan whose name only begins like a referenced one goes", async () => {
    upload(photo("1"));
    upload(photo("10"));
    await refer(photo("1"));
    await cleanUp();
    expect(files()).toEqual([photo("1")]);
  });

  it("a second run finds nothing left to do", async () => {
    upload(photo("orphan"));
    await cleanUp();
    expect(await cleanUp()).toEqual({ scanned: 0, deleted: 0 });
  });

  it("a file that vanishes during the run is no error and is not counted as deleted", async () => {
    upload(photo("vanishing"));
    upload(photo("orphan"));
    const vanishing: PhotoStore = {
      ...storage,
      remove: (names, options) => {
        place.drop(photo("vanishing"));
        return storage.remove(names, options);
      },
    };
    expect(await cleanUp({ storage: vanishing })).toEqual({ scanned: 2, deleted: 1 });
  });

  it("a file touched within 24 hours before the run's now stays; the clock is the run's, not the machine's", async () => {
    upload(photo("orphan"), ago(1));
    expect((await cleanUp()).deleted).toBe(0);
    expect((await cleanUp({ now: new Date(now.getTime() + 24 * hour) })).deleted).toBe(1);
  });
});

describe("the folder's edges", () => {
  it("a folder that was never made has nothing to clean", async () => {
    expect(await cleanUp({ storage: diskPhotos(join(root, "nowhere")) })).toEqual({ scanned: 0, deleted: 0 });
  });

  it("a link to a file outside is neither followed nor removed", async () => {
    const outside = join(root, "outside.webp");
    writeFileSync(outside, "not a photo");
    utimesSync(outside, ago(48), ago(48));
    symlinkSync(outside, join(folder, photo("link")));
    expect(await cleanUp()).toEqual({ scanned: 0, deleted: 0 });
    expect(readFileSync(outside, "utf8")).toBe("not a photo");
    expect(files()).toEqual([photo("link")]);
  });

  it("a linked folder is not entered", async () => {
    const outside = join(root, "private");
    mkdirSync(outside);
    writeFileSync(join(outside, photo("proof")), "a proof of payment");
    utimesSync(join(outside, photo("proof")), ago(48), ago(48));
    symlinkSync(outside, join(folder, "linked"));
    expect(await cleanUp()).toEqual({ scanned: 0, deleted: 0 });
    expect(readdirSync(outside)).toEqual([photo("proof")]);
  });

  it("dotfiles, subfolders and files that are no photos stay and are not counted", async () => {
    upload(`.${photo("hidden")}`);
    upload(".gitkeep");
    upload("readme.txt");
    mkdirSync(join(folder, "subfolder"));
    writeFileSync(join(folder, "subfolder", photo("orphan")), "");
    mkdirSync(join(folder, photo("folder")));
    expect(await cleanUp()).toEqual({ scanned: 0, deleted: 0 });
    expect(files()).toHaveLength(5);
  });

  it("a row that points outside the folder protects and removes nothing", async () => {
    await refer("../private/proof.webp");
    upload(photo("orphan"));
    expect(await cleanUp()).toEqual({ scanned: 1, deleted: 1 });
  });
});

describe.each(places)("a form that is being submitted, %s", (_where, open) => {
  beforeEach(() => storeIn(open()));

  it("a photo saved between listing and query is seen", async () => {
    upload(photo("saved"));
    const savedMeanwhile: PhotoStore = {
      ...storage,
      async *list(options) {
        for await (const page of storage.list(options)) {
          await refer(photo("saved"));
          yield page;
        }
      },
    };
    expect(await cleanUp({ storage: savedMeanwhile })).toEqual({ scanned: 1, deleted: 0 });
    expect(files()).toEqual([photo("saved")]);
  });

  it("a file touched between check and unlink stays", async () => {
    upload(photo("touched"));
    const touchedMeanwhile: PhotoStore = {
      ...storage,
      remove: async (names, options) => {
        await storage.touch(photo("touched"), now);
        return storage.remove(names, options);
      },
    };
    expect((await cleanUp({ storage: touchedMeanwhile })).deleted).toBe(0);
    expect(files()).toEqual([photo("touched")]);
  });
});

describe.each(places)("a database error deletes nothing, %s", (_where, open) => {
  beforeEach(() => storeIn(open()));

  it("when the server is gone before the run", async () => {
    upload(photo("orphan"));
    await disconnect();
    const url = process.env.DATABASE_URL;
    const { env } = await import("#env.ts");
    try {
      env().DATABASE_URL = "postgresql://setrip@127.0.0.1:1/nowhere";
      await expect(cleanUp()).rejects.toThrow();
    } finally {
      await disconnect();
      env().DATABASE_URL = url;
    }
    expect(files()).toEqual([photo("orphan")]);
  });

  it("when it fails in the middle: the page at hand and all behind it stay, earlier pages lost only orphans", async () => {
    for (let number = 0; number < 30; number++) upload(photo(number));
    const firstPageDone = Promise.withResolvers<void>();
    const breaking: PhotoStore = {
      ...storage,
      async *list() {
        let page = 0;
        for await (const photos of storage.list({ pageSize: 10 })) {
          page += 1;
          if (page === 2) {
            await firstPageDone.promise;
            await pool().query(`alter table "TripImage" rename to "TripImageAway"`);
          }
          yield photos;
        }
      },
      remove: async (names, options) => {
        const removed = await storage.remove(names, options);
        firstPageDone.resolve();
        return removed;
      },
    };
    const logged: unknown[] = [];
    try {
      await expect(cleanUp({ storage: breaking, log: { info: (_, fields) => logged.push(fields) } })).rejects.toThrow();
    } finally {
      await pool().query(`alter table "TripImageAway" rename to "TripImage"`);
    }
    expect(files()).toHaveLength(20);
    expect(logged).toEqual([{ scanned: 10, deleted: 10 }]);
  });

  it("a connection that dies while its lock is held fails the run, not the process, and a rerun finishes", async () => {
    upload(photo("orphan"));
    upload(photo("kept"));
    await refer(photo("kept"));
    await pool().query(`
      create function die() returns trigger language plpgsql as
        'begin perform pg_terminate_backend(pg_backend_pid()); return new; end';
      create trigger dies before insert on "DoomedPhoto" for each row execute function die()`);
    try {
      await expect(cleanUp()).rejects.toThrow();
    } finally {
      await pool().query(`drop trigger dies on "DoomedPhoto"; drop function die()`);
    }
    expect(files()).toHaveLength(2);
    expect(await db().$count(photoTombstones)).toBe(0);
    expect(await cleanUp()).toEqual({ scanned: 2, deleted: 1 });
    expect(files()).toEqual([photo("kept")]);
  });

  it("when the table cannot be read", async () => {
    for (const name of ["one", "two"]) upload(photo(name));
    await pool().query(`alter table "TripImage" rename to "TripImageAway"`);
    try {
      await expect(cleanUp()).rejects.toThrow();
    } finally {
      await pool().query(`alter table "TripImageAway" rename to "TripImage"`);
    }
    expect(files()).toHaveLength(2);
  });
});

describe.each(places)("what the clean-up remembers, %s", (_where, open) => {
  beforeEach(() => storeIn(open()));

  const remembered = async () => (await db().select().from(photoTombstones)).map(({ photo }) => photo).sort();

  it("is which photos it removed, for two days, and never one that a trip refers to", async () => {
    for (const name of ["orphan", "orphan.480", "kept"]) upload(photo(name));
    await refer(photo("kept"));
    await cleanUp();
    expect(await remembered()).toEqual([photo("orphan")]);
    await cleanUp({ now: new Date(now.getTime() + 48 * hour) });
    expect(await remembered()).toEqual([photo("orphan")]);
    await cleanUp({ now: new Date(now.getTime() + 48 * hour + 1) });
    expect(await remembered()).toEqual([]);
  });

  it("a file that could not be removed goes with a later run, which remembers it anew", async () => {
    upload(photo("orphan"));
    const refusing: PhotoStore = { ...storage, remove: () => Promise.reject(new Error("SlowDown")) };
    await expect(cleanUp({ storage: refusing })).rejects.toThrow("SlowDown");
    const later = new Date(now.getTime() + 72 * hour);
    expect(await cleanUp({ now: later })).toEqual({ scanned: 1, deleted: 1 });
    expect(await db().select().from(photoTombstones)).toEqual([{ photo: photo("orphan"), doomedAt: later }]);
  });
});

describe.each(places)("a store that cannot be the one that trips speak of, %s", (_where, open) => {
  beforeEach(() => storeIn(open()));

  it("keeps everything and fails the run, whether it is empty or somebody else's", async () => {
    for (let position = 0; position < 6; position++) await refer(photo(`kept-${position}`), position);
    await expect(cleanUp()).rejects.toThrow("the store has none of the 6 that were looked for");
    upload(photo("orphan"));
    await expect(cleanUp()).rejects.toThrow("Is it the right one, and mounted?");
    expect(files()).toEqual([photo("orphan")]);
  });

  it("is not meant by one photo that is lost", async () => {
    await refer(photo("lost"));
    upload(photo("orphan"));
    expect(await cleanUp()).toEqual({ scanned: 1, deleted: 1 });
  });
});

it("a folder that is gone although a trip has a photo fails the run", async () => {
  await refer(photo("kept"));
  rmSync(folder, { recursive: true });
  await expect(cleanUp()).rejects.toThrow("SETRIP_DATA_DIR");
});

describe.each(places)("stopping, %s", (_where, open) => {
  beforeEach(() => storeIn(open()));

  it("an aborted run stops and says so", async () => {
    upload(photo("orphan"));
    await expect(cleanUp({ signal: AbortSignal.abort() })).rejects.toThrow("abort");
    expect(files()).toHaveLength(1);
  });

  it("a run that was fenced out stops after its page", async () => {
    for (let number = 0; number < 30; number++) upload(photo(number));
    const paged: PhotoStore = { ...storage, list: () => storage.list({ pageSize: 10 }) };
    expect(await cleanUp({ storage: paged, beat: async () => false })).toEqual({ scanned: 10, deleted: 10 });
    expect(files()).toHaveLength(20);
  });
});

it("kill -9 in the middle: a rerun finishes and no referenced or young file is gone", async () => {
  const kept = [upload(photo("kept")), upload(photo("kept.480")), upload(photo("young"), ago(1))].sort();
  await refer(photo("kept"));
  for (let number = 0; number < 3_000; number++) upload(photo(`orphan-${number}`));

  await killInTheMiddle();
  expect(files().length).toBeGreaterThan(kept.length);
  expect(files().length).toBeLessThan(3_000 + kept.length);
  expect(files()).toEqual(expect.arrayContaining(kept));

  await cleanUp();
  expect(files()).toEqual(kept);
});

/** Runs the clean-up in a process of its own, which stops for good after its 700th removal, and kills it there. */
async function killInTheMiddle(): Promise<void> {
  const script = `
    import { cleanUpTripImages } from "#domain/files/cleanup.ts";
    import { diskPhotos } from "#gateways/storage/disk.ts";
    const store = diskPhotos(${JSON.stringify(folder)});
    let removals = 0;
    const storage = { ...store, remove: async (names, options) => {
      removals += 1;
      if (removals === 1) return store.remove(names, options);
      await store.remove(names.slice(0, 200), options);
      console.log("in the middle");
      await new Promise(() => setInterval(() => {}, 1000));
    } };
    await cleanUpTripImages({ now: new Date(${now.getTime()}), storage, log: { info() {} },
      signal: new AbortController().signal, beat: async () => true });`;
  await killOnceItSpeaks(script);
}

async function tripOfHugo(): Promise<string> {
  const user = await givenUser({ id: hugo, name: "Hugo" });
  const organizer = await givenOrganizer({ user });
  return (await givenTrip({ organizerId: organizer.id })).id;
}
