import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type Bucket, BucketError, openBucket } from "./s3.ts";
import { pageFrom } from "./s3-responses.ts";

/** What stands at the store's address and is none, or behaves as none may. */

const key = "trips/ana-1.webp";
const bounds = { connectMs: 5_000, totalMs: 300, mostBytes: 100_000 };
const modified = { "last-modified": "Thu, 01 Jan 2026 00:00:00 GMT" };

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function bucketAt(listener: RequestListener, totalMs = 20_000): Promise<Bucket> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "AKIA", secretAccessKey: "secret", region: "auto" };
  return openBucket({ endpoint, bucket: "setrip-test", ...credentials }, { ...bounds, totalMs });
}

const everything: [string, (bucket: Bucket) => Promise<unknown>][] = [
  ["listing", (bucket) => Array.fromAsync(bucket.list("trips/"))],
  ["looking at an object", (bucket) => bucket.head(key)],
  ["reading one", (bucket) => bucket.get(key)],
  ["saving one", (bucket) => bucket.put(key, Buffer.from("photo"))],
  ["renewing one", (bucket) => bucket.renew(key)],
  ["removing one", (bucket) => bucket.remove(key)],
];

const page = "<!DOCTYPE html><html><body>Sign in to use the network</body></html>";

describe.each(everything)("%s", (_what, ask) => {
  it.each<[string, RequestListener]>([
    ["a web page", (_, response) => response.writeHead(200, { "content-type": "text/html", ...modified }).end(page)],
    ["a page that is not there", (_, response) => response.writeHead(404, { "content-type": "text/html" }).end(page)],
    ["another address", (_, response) => response.writeHead(302, { location: "http://127.0.0.1/" }).end()],
  ])("fails where %s responds", async (_why, listener) => {
    const asked = ask(await bucketAt(listener));
    await expect(asked).rejects.toThrow(BucketError);
    await expect(asked).rejects.not.toThrow("ana-1");
  });

  it("ends where nothing responds, and where a response never ends", async () => {
    const silent = ask(await bucketAt(() => {}, 200));
    await expect(silent).rejects.toThrow("could not be reached");
    const dripping: RequestListener = (request, response) => {
      // Without a body a HEAD would be over.
      if (request.method === "HEAD") return;
      const timer = setInterval(() => response.write("<"), 20);
      response.on("close", () => clearInterval(timer));
    };
    await expect(ask(await bucketAt(dripping, 200))).rejects.toThrow("could not be reached");
  });
});

describe("what says 200 and is no store", () => {
  const empty: RequestListener = (_, response) => response.writeHead(200).end();

  it.each(everything.filter(([what]) => what !== "removing one"))(
    "fails at %s without a body or a word",
    async (_, ask) => {
      await expect(ask(await bucketAt(empty))).rejects.toThrow(BucketError);
    },
  );

  it("never gives an object as one that was cut off", async () => {
    const half: RequestListener = (_, response) => {
      response.writeHead(200, { "content-length": "1000", ...modified }).write("half");
      setImmediate(() => response.destroy());
    };
    await expect((await bucketAt(half)).get(key)).rejects.toThrow("could not be reached");
  });

  it("never fills the memory", async () => {
    const endless: RequestListener = (_, response) => {
      const more = () => {
        while (response.write(Buffer.alloc(65_536)));
      };
      response.writeHead(200, modified).on("drain", more);
      more();
    };
    await expect(Array.fromAsync((await bucketAt(endless)).list("trips/"))).rejects.toThrow("could not be reached");
    await expect((await bucketAt(endless)).get(key)).rejects.toThrow("could not be reached");
  });
});

describe("a listing without an end", () => {
  const listing = (names: string[], next?: string) =>
    `<?xml version="1.0"?><ListBucketResult><IsTruncated>${next !== undefined}</IsTruncated>${
      next ? `<NextContinuationToken>${next}</NextContinuationToken>` : ""
    }${names
      .map(
        (name) =>
          `<Contents><Key>trips/${name}</Key><LastModified>2026-01-01T00:00:00Z</LastModified><Size>5</Size></Contents>`,
      )
      .join("")}</ListBucketResult>`;

  it.each<[string, (asked: number) => string, string]>([
    ["whose token repeats", (asked) => listing([`a-${asked}.webp`], "again"), "repeats a page"],
    ["whose page repeats under new tokens", (asked) => listing(["a-1.webp"], `token-${asked}`), "repeats a page"],
    [
      "that comes round after three pages",
      (asked) => listing([`a-${asked % 3}.webp`], `token-${asked}`),
      "repeats a page",
    ],
    ["that promises more and does not say how", () => listing(["a-1.webp"], ""), "no listing"],
    ["that goes on with nothing", (asked) => listing([], `token-${asked}`), "without an object"],
  ])("%s fails", async (_what, make, said) => {
    let asked = 0;
    const bucket = await bucketAt((_, response) => response.end(make(asked++)));
    await expect(Array.fromAsync(bucket.list("trips/"))).rejects.toThrow(said);
    expect(asked).toBeLessThan(200);
  });

  it.each([
    ["another document", "<Error><Code>x</Code></Error>"],
    ["one that was cut off", listing(["a-1.webp"]).slice(0, -5)],
    ["an object without a size", listing(["a-1.webp"]).replace("<Size>5</Size>", "")],
    ["an object without a time", listing(["a-1.webp"]).replace(/<LastModified>.*<\/LastModified>/, "")],
  ])("is no page: %s", (_what, xml) => expect(pageFrom(xml)).toBeUndefined());

  it("is read in one pass, however it is made", () => {
    const wide = `<ListBucketResult>${"<Contents>".repeat(100_000)}</ListBucketResult>`;
    const began = performance.now();
    expect(pageFrom(wide)).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe("a listing with what no store says", () => {
  const listing = (objectXml: string) =>
    `<ListBucketResult><Contents>${objectXml}<LastModified>2026-01-01T00:00:00Z</LastModified></Contents></ListBucketResult>`;
  const keyOf = (text: string) => pageFrom(listing(`<Key>${text}</Key><Size>1</Size>`))?.objects[0]?.key;

  it.each(["&#0;", "&#55296;", "&#1114112;", "&#99999999999999999999;", "\0", "\ud800"])(
    "has a key that a table takes, and that is none of ours: %j",
    (character) => expect(keyOf(`trips/ana${character}1.webp`)).toBe("trips/ana\ufffd1.webp"),
  );

  it.each(["-1", "1e400", "99999999999999999999", "0.5", "many"])(
    "is no listing where an object has %s bytes",
    (size) => {
      expect(pageFrom(listing(`<Key>trips/ana-1.webp</Key><Size>${size}</Size>`))).toBeUndefined();
    },
  );
});

it("a refusal's code is a word, however long the response is", async () => {
  const code = "x".repeat(50_000);
  const asked = (await bucketAt((_, response) => response.writeHead(403).end(`<Code>${code}</Code>`))).get(key);
  const error = (await asked.catch((thrown: unknown) => thrown)) as BucketError;
  expect(error.message.length).toBeLessThan(300);
});

it.each<[string, RequestListener]>([
  ["nothing", (_, response) => response.writeHead(404).end()],
  ["half of it", (_, response) => response.writeHead(200, { "content-length": "2", ...modified }).end()],
])("a picture is not stored where the bucket says that it keeps it and has %s", async (_, head) => {
  const bucket = await bucketAt((request, response) => {
    if (request.method === "HEAD") return head(request, response);
    request.resume().on("end", () => response.writeHead(200, { etag: '"d41d8cd98f00b204e9800998ecf8427e"' }).end());
  });
  await expect(bucket.put(key, Buffer.from("photo"))).rejects.toThrow("has not kept what it was given");
});
