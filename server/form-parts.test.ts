import { createRequire } from "node:module";
import busboy from "busboy";
import { expect, it } from "vitest";

/** What Next reads the same bytes with afterwards. */
const nexts = createRequire(import.meta.url)("next/dist/compiled/busboy") as typeof busboy;

const part = (headers: string, value = "x") => `--b\r\n${headers}\r\n\r\n${value}\r\n`;

it.each([
  part('content-disposition: form-data; name="a"'),
  part("content-disposition: form-data; name=a"),
  part('Content-Disposition: form-data; name="a"; filename="b.txt"'),
  part('content-disposition: form-data; name="a\\"b"') + part("content-type: text/plain"),
  part("content-disposition: form-data; name*=utf-8''%e2%82%ac"),
  part('content-disposition: form-data; name="a"\r\ncontent-transfer-encoding: base64', "eA=="),
  part('content-disposition: form-data; name="a"\r\ncontent-type: text/plain; charset=utf-16le', "x\0"),
  `preamble\r\n${part('content-disposition: form-data; name="a"')}--b \r\n`,
  part('content-disposition: attachment; name="a"'),
])("the front and Next see the same parts in %j", async (body) => {
  expect(await partsOf(busboy, body)).toEqual(await partsOf(nexts, body));
});

function partsOf(parser: typeof busboy, body: string): Promise<unknown[]> {
  const seen: unknown[] = [];
  return new Promise((resolve) => {
    const reading = parser({ headers: { "content-type": "multipart/form-data; boundary=b" }, defParamCharset: "utf8" });
    reading
      .on("field", (name, value, { valueTruncated: _, ...info }) => seen.push(["field", name, value, info]))
      .on("file", (name, file, info) => seen.push(["file", name, info]) && file.resume())
      .on("error", (error: Error) => seen.push(error.message))
      .on("close", () => resolve(seen));
    reading.end(`${body}--b--\r\n`);
  });
}
