import type { EntryPoint } from "./entry-points.ts";

/** One way to be a burden: what is sent to an entry point, and with which headers. */
export type HostileBody = {
  /** It is large, and nevertheless within every bound. */
  isAllowed?: boolean;
  name: string;
  type: string;
  headers?: Record<string, string>;
  content: () => Buffer<ArrayBuffer>;
};

/** One that is still to be written. */
type Unwritten = Omit<HostileBody, "content"> & { content: () => string };

const boundary = "----hostile";
const multipart = `multipart/form-data; boundary=${boundary}`;
const text = "text/plain;charset=UTF-8";
const json = "application/json";

/** A form as scripts send it: its arguments, then its fields. `argument` replaces all of the action's. */
function form(entry: EntryPoint, fields: Iterable<[string, string]>, argument?: string): string {
  const parts = [part("0", argument ?? args(entry))];
  for (const [name, value] of fields) parts.push(part(`_1_${name}`, value));
  return `${parts.join("")}--${boundary}--\r\n`;
}

const part = (name: string, value: string) =>
  `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

/** What a page would send: what the action is bound to, the state before, the form. */
function args({ args }: EntryPoint): string {
  return JSON.stringify([...Array(Math.max(0, args - 2)).fill("none"), "$undefined", "$K1"].slice(-args || 2));
}

const many = (count: number, name: (at: number) => string, value = "x"): [string, string][] =>
  Array.from({ length: count }, (_, at) => [name(at), value]);

/** All that an entry point is sent, the signed-out way and the signed-in one alike. */
export function hostileBodies(entry: EntryPoint): HostileBody[] {
  return kindsOf(entry).map((body) => ({
    ...body,
    content: () => written(`${args(entry)} ${body.type} ${body.name}`, body.content),
  }));
}

/** Half a gigabyte in all, were each entry point's written anew; they differ by the action's arguments alone. */
const contents = new Map<string, Buffer<ArrayBuffer>>();
function written(key: string, content: () => string): Buffer<ArrayBuffer> {
  const found = contents.get(key) ?? Buffer.from(content());
  contents.set(key, found);
  return found;
}

function kindsOf(entry: EntryPoint): Unwritten[] {
  if (entry.actionId) return [...forms(entry), ...argumentLists(entry), ...torn(entry), ...otherTypes];
  return entry.path.startsWith("/api/")
    ? [...jsons, ...torn(entry), ...otherTypes, ...pictures]
    : [...torn(entry), ...otherTypes];
}

const as = (type: string, name: string, content: () => string, headers = {}): Unwritten => ({
  name,
  type,
  headers,
  content,
});

const asForm = (entry: EntryPoint, name: string, fields: () => [string, string][], argument?: string): Unwritten =>
  as(multipart, name, () => form(entry, fields(), argument));

function forms(entry: EntryPoint): Unwritten[] {
  return [
    { ...asForm(entry, "as many fields as allowed", () => many(480, (at) => `field${at % 12}`)), isAllowed: true },
    asForm(entry, "30,000 fields", () => many(30_000, (at) => `f${at}`)),
    asForm(entry, "20,000 fields of one name", () => many(20_000, () => "email", "")),
    asForm(entry, "60 fields of one name", () => many(60, () => "email", "")),
    { ...asForm(entry, "a long value", () => many(1, () => "email", "a@".repeat(400_000))), isAllowed: true },
    asForm(entry, "a value that is too long", () => many(1, () => "email", "a".repeat(2_000_000))),
    asForm(entry, "a long name", () => [["n".repeat(50_000), "x"]]),
    asForm(entry, "deep names", () => [
      ["a.b".repeat(60), "x"],
      [`a${"[0]".repeat(50)}`, "x"],
    ]),
    asForm(entry, "rows far away", () => [
      ["travellers[99999999].name", "x"],
      ["a[0].b[4294967294]", "x"],
    ]),
    asForm(entry, "names of the language", () => [
      ["__proto__.x", "x"],
      ["constructor.prototype.x", "x"],
      ["toString", "x"],
    ]),
    asForm(entry, "letters that nobody types", () => [
      ["email", "\0\u202e\ud800"],
      ["name", "\0"],
      ["code", "\u200b"],
    ]),
  ];
}

/** Everything that React would decode and no page of ours sends, and what is no list of arguments at all. */
function argumentLists(entry: EntryPoint): Unwritten[] {
  const words = "$F1 $@1 $Q1 $W1 $B1 $R1 $i1 $o1 $T $h1 $n1 $5 $0 $0:0:0".split(" ");
  const lists = [
    ...words.map((word) => `["${word}","${word}"]`),
    ...[
      "{}",
      "null",
      "[]",
      '"x"',
      "not json",
      "[[[[",
      '[{"then":"$0"}]',
      '["$K1","$K1","$K1"]',
      '["\\u0000","\\ud800"]',
    ],
    `[${'"$K1",'.repeat(10_000)}"$K1"]`,
    `[${'{"__proto__":{"a":1}},'.repeat(100)}"$K1"]`,
    `[${"[".repeat(30_000)}${"]".repeat(30_000)}]`,
  ];
  const short = (text: string) => `the arguments ${text.slice(0, 24)}`;
  return lists.flatMap((list) => [
    asForm(entry, short(list), () => [["email", "x"]], list),
    as(text, `${short(list)} alone`, () => list),
  ]);
}

const jsons = [
  as(json, "19 MB of depth", () => "[".repeat(19_000_000)),
  as(json, "depth within the size", () => "[".repeat(30_000) + "]".repeat(30_000)),
  as(json, "width within the size", () => `{${Array.from({ length: 5_000 }, (_, at) => `"k${at}":1`).join()}}`),
  as(json, "long texts within the size", () =>
    JSON.stringify({ email: "a@".repeat(15_000), password: "p".repeat(15_000) }),
  ),
  as(json, "wrong kinds", () => JSON.stringify({ email: { $gt: "" }, password: ["x"], callbackURL: 7 })),
  as(json, "letters that nobody types", () => '{"email":"\\u0000@\\ud800","password":"\\u0000"}'),
  as(json, "not JSON", () => "{"),
  as(json, "nothing that is an object", () => "null"),
];

const pictures = [
  as("image/jpeg", "no picture", () => "x".repeat(100_000)),
  as("image/jpeg", "too much of no picture", () => "x".repeat(17_000_000)),
];

const otherTypes = [
  as(text, "nothing but depth", () => "[".repeat(2_000_000)),
  as("application/x-www-form-urlencoded", "urlencoded", () => "a=1&".repeat(50_000)),
  as("application/xml", "XML", () => "<a>".repeat(10_000)),
  as("application/octet-stream", "bytes", () => "\0\x01".repeat(100_000)),
  as("", "no type", () => "x".repeat(1_000)),
];

function torn(entry: EntryPoint): Unwritten[] {
  const whole = () => form(entry, [["email", "ana@example.com"]]);
  const nameless = `--${boundary}\r\n\r\nx\r\n`;
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="0"; filename="a"\r\n\r\n[]\r\n--${boundary}--\r\n`;
  return [
    as("multipart/form-data", "a form without a boundary", whole),
    as("multipart/form-data; boundary=other", "a form with another boundary", whole),
    as(multipart, "a form that ends early", () => whole().slice(0, -20)),
    as(multipart, "a form of nothing but headers", () => `--${boundary}\r\n${"a: b\r\n".repeat(20_000)}\r\nx`),
    as(multipart, "parts without names", () => nameless.repeat(400)),
    as(multipart, "20,000 parts without names", () => nameless.repeat(20_000)),
    as(multipart, "a file in the place of the arguments", () => file),
    as(multipart, "a form of nothing", () => `--${boundary}--\r\n`),
    as(multipart, "a packed form", whole, { "content-encoding": "gzip" }),
  ];
}
