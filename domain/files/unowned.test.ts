import { mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { pool } from "#db/connection.ts";
import { rejectProof, uploadProof } from "#domain/bookings/payments/proofs.ts";
import { prune } from "#domain/office/prune.ts";
import { applyAsOrganizer } from "#domain/users/organizers.ts";
import { diskPrivateFiles } from "#gateways/storage/disk-private.ts";
import type { PrivateFiles } from "#gateways/storage/private-files.ts";
import { openBucket } from "#gateways/storage/s3.ts";
import { bucketPrivateFiles } from "#gateways/storage/s3-private.ts";
import { type StandInStore, startStandInStore } from "#gateways/storage/stand-in/store.ts";
import { killOnceItSpeaks } from "#tests/crash.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenJpeg } from "#tests/pictures.ts";
import { givenBooking, givenOrganizer, givenRefund, givenUser } from "#tests/rows.ts";
import { sweepAt } from "#tests/sweep.ts";
import { handIn } from "./private.ts";
import { removeUnownedPapers } from "./unowned.ts";

ownDatabase();

const now = new Date("2026-06-07T20:00:00.000Z");
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

let bucket: StandInStore;
let root: string;
let files: PrivateFiles;
/** Puts a file there as it would have been saved then. */
let put: (name: string, modifiedAt: Date) => void;

beforeAll(async () => {
  bucket = await startStandInStore();
});
afterAll(() => bucket.stop());

describe.each<[string, () => void]>([
  ["in a folder", useFolder],
  ["in a bucket", useBucket],
])("private files that no row names, %s", (_where, use) => {
  beforeEach(use);

  it("an empty store has none", async () => {
    expect(await remove()).toBe(0);
  });

  it("go when they are older than two days, and not before", async () => {
    const young = given(48);
    given(48.01);
    expect(await remove()).toBe(1);
    expect(await left()).toEqual([young]);
    expect(await remove()).toBe(0);
  });

  it("are none of those that a payment, an organizer or a refund names, however old", async () => {
    const [proof, identity, evidence] = [given(9_000), given(9_000), given(9_000)];
    const { booking } = await givenBooking({ proofPath: proof });
    await givenOrganizer({ idDocPath: identity });
    await givenRefund(booking, { evidencePath: evidence });
    expect(await remove()).toBe(0);
    expect(await left()).toEqual([proof, identity, evidence].sort());
  });

  it("are the proof that an admin rejected, and not the one that was sent after it", async () => {
    const sari = await givenUser({ name: "Sari", role: "ADMIN" });
    const { booking, payment } = await givenBooking({ status: "PENDING_PAYMENT" });
    const own = { bookingId: booking.id, userId: booking.userId };
    const at = new Date(payment.expiresAt.getTime() - 3_600_000);
    const rejected = given(100);
    expect(await uploadProof({ ...own, proofPath: rejected, now: at })).toEqual({ ok: true });
    expect(await remove()).toBe(0);
    const second = given(100);
    await rejectProof({ paymentId: payment.id, adminId: sari.id, proofSentAt: at, reason: "Kabur", now: at });
    expect(await uploadProof({ ...own, proofPath: second, now: at })).toEqual({ ok: true });
    expect(await remove()).toBe(1);
    expect(await left()).toEqual([second]);
  });

  it("are the identity card of a rejected application, once another takes its place", async () => {
    const first = given(100);
    const { userId } = await givenOrganizer({ status: "REJECTED", idDocPath: first });
    expect(await remove()).toBe(0);
    const second = given(90);
    const form = { displayName: "Hugo", bio: "Trip", city: "Bandung", whatsapp: "+6281234567891" };
    expect(await applyAsOrganizer({ userId, form, idDocPath: second, now })).toMatchObject({ ok: true });
    expect(await remove()).toBe(1);
    expect(await left()).toEqual([second]);
  });

  it("are what was handed in when PostgreSQL was lost, unless the verb had been committed by then", async () => {
    const { booking, payment } = await givenBooking({ status: "PENDING_PAYMENT" });
    const at = new Date(payment.expiresAt.getTime() - 3_600_000);
    const upload = { userId: booking.userId, bytes: await givenJpeg(), files, now: at };
    bucket.setClock(() => at);
    await expect(handIn(upload, () => Promise.reject(new Error("lost before")))).rejects.toThrow("lost before");
    let kept = "";
    const committed = handIn(upload, async (proofPath) => {
      kept = proofPath;
      await uploadProof({ bookingId: booking.id, userId: booking.userId, proofPath, now: at });
      throw new Error("lost after");
    });
    await expect(committed).rejects.toThrow("lost after");
    expect(await left()).toHaveLength(2);
    expect(await remove()).toBe(1);
    expect(await left()).toEqual([kept]);
  });

  it("stay while PostgreSQL cannot say whether they have a row", async () => {
    given(100);
    await pool().query(`alter table "Refund" rename to "RefundAway"`);
    try {
      await expect(remove()).rejects.toThrow();
    } finally {
      await pool().query(`alter table "RefundAway" rename to "Refund"`);
    }
    expect(await left()).toHaveLength(1);
  });

  it("stay when they became young between the two looks", async () => {
    const name = given(100);
    const renewed: PrivateFiles = {
      ...files,
      removeOld: (names, options) => {
        put(name, now);
        return files.removeOld(names, options);
      },
    };
    expect(await removeUnownedPapers({ ...sweepAt(now), files: renewed })).toBe(0);
    expect(await left()).toEqual([name]);
  });

  it("are gone through page by page; a run that was fenced out stops after its page and says so", async () => {
    for (let number = 0; number < 30; number++) given(100);
    const paged: PrivateFiles = { ...files, list: (options) => files.list({ ...options, pageSize: 10 }) };
    const notes: string[] = [];
    const fencedOut = sweepAt(now, { beat: async () => false, note: (message) => notes.push(message) });
    expect(await removeUnownedPapers({ ...fencedOut, files: paged })).toBe(10);
    expect(notes).toHaveLength(1);
    expect(await removeUnownedPapers({ ...sweepAt(now), files: paged })).toBe(20);
  });

  it("are counted by the weekly job, which touches no photo", async () => {
    given(100);
    const photo = givenPhoto();
    const zeros = { mailBodies: 0, sessions: 0, verifications: 0, bankAccountStops: 0, formerEmails: 0, rateLimits: 0 };
    const noneOld = { tripPapers: 0, identityCards: 0 };
    expect(await prune({ ...sweepAt(now), files })).toEqual({ ...zeros, ...noneOld, privateFiles: 1 });
    expect(photo()).toBe(true);
  });
});

it("kill -9 between saving a proof and its verb leaves a file that the weekly job removes", async () => {
  useFolder();
  await killBeforeTheVerb();
  expect(await left()).toHaveLength(1);
  expect(await remove()).toBe(1);
});

it("kill -9 in the middle of a save leaves a half file that the weekly job removes", async () => {
  useFolder();
  const half = ".0193f5a2-77aa-4000-8000-0a0b0c0d0e0f.half";
  put(half, ago(1));
  expect(await remove()).toBe(0);
  put(half, ago(100));
  expect(await remove()).toBe(1);
  expect(readdirSync(join(root, "private"))).toEqual([]);
});

function useFolder(): void {
  root = mkdtempSync(join(tmpdir(), "setrip-unowned-"));
  const folder = join(root, "private");
  mkdirSync(folder);
  files = diskPrivateFiles(folder);
  put = (name, modifiedAt) => {
    writeFileSync(join(folder, name), "identity card");
    utimesSync(join(folder, name), modifiedAt, modifiedAt);
  };
}

function useBucket(): void {
  bucket.objects.clear();
  bucket.setClock(() => now);
  files = bucketPrivateFiles(openBucket(bucket.settings), "private/");
  put = (name, modifiedAt) =>
    bucket.objects.set(`private/${name}`, { bytes: Buffer.from("identity card"), modifiedAt });
}

function given(hoursAgo: number): string {
  const name = `ana-${newId()}.webp`;
  put(name, ago(hoursAgo));
  return name;
}

/** An old orphan among the photos, in both places; tells whether it is still there. */
function givenPhoto(): () => boolean {
  const folder = mkdtempSync(join(tmpdir(), "setrip-unowned-photos-"));
  writeFileSync(join(folder, "ana-photo.webp"), "photo");
  utimesSync(join(folder, "ana-photo.webp"), ago(100), ago(100));
  bucket.objects.set("trips/ana-photo.webp", { bytes: Buffer.from("photo"), modifiedAt: ago(100) });
  return () => readdirSync(folder).length === 1 && bucket.objects.has("trips/ana-photo.webp");
}

function remove(): Promise<number> {
  return removeUnownedPapers({ ...sweepAt(now), files });
}

async function left(): Promise<string[]> {
  const pages = await Array.fromAsync(files.list());
  return pages
    .flat()
    .map(({ name }) => name)
    .sort();
}

/** Hands a proof in, a hundred hours ago, in a process of its own that is killed once the picture is saved. */
async function killBeforeTheVerb(): Promise<void> {
  const script = `
    import { handIn } from "#domain/files/private.ts";
    import { diskPrivateFiles } from "#gateways/storage/disk-private.ts";
    const bytes = Buffer.from(${JSON.stringify((await givenJpeg()).toString("base64"))}, "base64");
    const files = diskPrivateFiles(${JSON.stringify(join(root, "private"))});
    await handIn({ userId: "ana", bytes, files, now: new Date(${ago(100).getTime()}) }, async () => {
      console.log("saved");
      await new Promise(() => setInterval(() => {}, 1000));
    });`;
  await killOnceItSpeaks(script);
}
