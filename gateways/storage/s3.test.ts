import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Bucket, BucketError, type BucketSettings, openBucket } from "./s3.ts";
import { bucketPhotos } from "./s3-photos.ts";
import { pageFrom } from "./s3-responses.ts";
import { type StandInStore, startStandInStore } from "./stand-in/store.ts";

const long = new Date("2026-01-01T00:00:00.000Z");
const bytes = Buffer.from("photo");

let store: StandInStore;
let bucket: Bucket;

beforeAll(async () => {
  store = await startStandInStore();
});
afterAll(() => store.stop());

beforeEach(() => {
  store.objects.clear();
  store.requests.length = 0;
  store.setClock(() => long);
  bucket = openBucket(store.settings);
});

const put = (key: string, modifiedAt = long) => store.objects.set(key, { bytes, modifiedAt });

describe("who may ask", () => {
  it.each<[string, Partial<BucketSettings>, string]>([
    ["the wrong secret", { secretAccessKey: "guessed" }, "403 SignatureDoesNotMatch"],
    ["an unknown key", { accessKeyId: "AKIAOTHER" }, "403 InvalidAccessKeyId"],
    ["the wrong region", { region: "eu-west-1" }, "403 AuthorizationHeaderMalformed"],
    ["another bucket's name", { bucket: "setrip-other" }, "404 NoSuchBucket"],
  ])("%s is refused in words that name no secret", async (_what, changes, said) => {
    const settings = { ...store.settings, ...changes };
    const refused = openBucket(settings).get("trips/ana-1.webp");
    await expect(refused).rejects.toThrow(BucketError);
    await expect(refused).rejects.toThrow(said);
    await expect(refused).rejects.not.toThrow(settings.secretAccessKey);
    await expect(refused).rejects.not.toThrow("ana");
  });
});

describe("a store that has trouble", () => {
  it("is asked again when it is busy", async () => {
    store.refuseNext({ status: 503, code: "SlowDown" }, { status: 500, code: "InternalError" });
    await bucket.put("trips/ana-1.webp", bytes);
    expect(store.requests.filter((request) => request.startsWith("PUT"))).toHaveLength(3);
    expect(store.objects.get("trips/ana-1.webp")?.bytes).toEqual(bytes);
  });

  it("is given up after four questions", async () => {
    store.refuseNext(...Array.from({ length: 4 }, () => ({ status: 503, code: "SlowDown" })));
    await expect(bucket.head("trips/ana-1.webp")).rejects.toThrow("refused with 503");
    expect(store.requests).toHaveLength(4);
  });

  it("that cannot be reached is said to be so", async () => {
    const gone = createServer();
    await new Promise<void>((ready) => gone.listen(0, "127.0.0.1", ready));
    const endpoint = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`;
    await new Promise((closed) => gone.close(closed));
    const asked = openBucket({ ...store.settings, endpoint }).head("trips/ana-1.webp");
    await expect(asked).rejects.toThrow("The store could not be reached (HEAD setrip-test/trips)");
  });

  it("whose copy failed half-way, with 200, did not renew the object", async () => {
    put("trips/ana-1.webp");
    store.refuseNext({ status: 200, code: "InternalError" });
    await expect(bucket.renew("trips/ana-1.webp")).rejects.toThrow("InternalError");
  });

  it("that does not know the condition gets the object without it", async () => {
    store.refuseNext(
      { status: 501, code: "NotImplemented" },
      ...Array.from({ length: 3 }, () => ({ status: 501, code: "NotImplemented" })),
    );
    await bucket.put("trips/ana-1.webp", bytes);
    expect(store.objects.size).toBe(1);
  });

  it("that lists and then fails keeps what had not been looked at again", async () => {
    for (let number = 0; number < 3; number++) put(`trips/ana-${number}.webp`);
    store.refuseNext(...Array.from({ length: 12 }, () => ({ status: 503, code: "SlowDown" })));
    const photos = bucketPhotos(bucket, "trips/");
    const all = ["ana-0.webp", "ana-1.webp", "ana-2.webp"];
    await expect(photos.remove(all, { modifiedBefore: new Date("2026-06-01") })).rejects.toThrow("503");
    expect(store.objects.size).toBe(3);
  });
});

describe("listing", () => {
  it("asks for the next 1,000 only when it is wanted", async () => {
    for (let number = 0; number < 2_500; number++) put(`trips/ana-${number}.webp`);
    const sizes: number[] = [];
    for await (const page of bucketPhotos(bucket, "trips/").list()) {
      sizes.push(page.length);
      expect(store.requests).toHaveLength(sizes.length);
    }
    expect(sizes).toEqual([1_000, 1_000, 500]);
  });

  it("leaves out what is no photo, and what stands deeper", async () => {
    for (const key of ["trips/a&b.txt", "trips/sub/ana-1.webp", "trips/.ana-1.webp", "private/ana-2.webp"]) put(key);
    put("trips/ana-3.webp");
    const pages = await Array.fromAsync(bucketPhotos(bucket, "trips/").list());
    expect(pages.flat().map(({ name }) => name)).toEqual(["ana-3.webp"]);
  });

  it("reads what real stores send", () => {
    const page = pageFrom(`<?xml version="1.0" encoding="UTF-8"?>
      <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><Prefix>trips/</Prefix>
      <NextContinuationToken>1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=&#43;</NextContinuationToken>
      <KeyCount>1</KeyCount><MaxKeys>1</MaxKeys><IsTruncated>true</IsTruncated><Contents>
      <Key>trips/a&amp;b.webp</Key><LastModified>2026-05-01T03:00:00.000Z</LastModified>
      <ETag>&quot;70ee1738b6b21e2c8a43f3a5ab0eee71&quot;</ETag><Size>1234</Size><Owner><ID>x</ID></Owner>
      <StorageClass>STANDARD</StorageClass></Contents></ListBucketResult>`);
    expect(page).toEqual({
      objects: [{ key: "trips/a&b.webp", sizeBytes: 1234, modifiedAt: new Date("2026-05-01T03:00:00Z") }],
      next: "1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=+",
    });
  });
});

it("what changed within the second that a header cuts off is not taken for older", async () => {
  put("trips/ana-1.webp", new Date("2026-01-01T00:00:00.900Z"));
  const photos = bucketPhotos(bucket, "trips/");
  const modifiedBefore = new Date("2026-01-01T00:00:00.500Z");
  expect(await photos.remove(["ana-1.webp"], { modifiedBefore })).toBe(0);
  expect(await photos.remove(["ana-1.webp"], { modifiedBefore: new Date("2026-01-01T00:00:01.000Z") })).toBe(1);
});
