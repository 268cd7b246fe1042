import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanLine, cleanText, plainCharacters } from "./typed-text.ts";

/** Any text, with what hides in it as often as ordinary letters. */
const hidden = [
  ..."\0\x07\x1B\x7F\x85\u00AD\u034F\u061C\u115F\u17B4\u180E\u200B\u200C\u200D\u200E\u200F\u2028\u2029\u202A\u202E",
  ..."\u2060\u2066\u2069\u206A\u2800\u3164\uD800\uDC00\uE000\uFE0F\uFE0E\uFEFF\uFFA0\uFFF9\uFFFC\uFFFD\uFFFF",
  ..."\u{1BCA0}\u{1D173}\u{E0001}\u{E0041}\u{E0067}\u{E007F}\u{E0100}\u{F0000}\u{10FFFF}",
  ..."\t\r\n \u00A0\u2003\u3000\u0301\u0300\u1B44\uA9C0\u2010\u2011\u2013\u2212\u0663\uFF11\u{1D7D9}",
  ..."aZ09-éش\u0645ꦲᬅ한漢\u{1F469}\u{1F680}\u{1F3F4}\u2764",
];
const anyText = fc
  .array(fc.oneof(fc.constantFrom(...hidden), fc.string({ unit: "binary", maxLength: 3 }), fc.string()), {
    maxLength: 40,
  })
  .map((parts) => parts.join(""));

/** What a pattern that looks back or ahead could trip over, when it comes again and again. */
const long = [
  ..." \t\0a\n\u0301\u202E\u200D\uFE0F\uFDFA\uD800\u{1D7D9}\u{1F3F4}",
  ...[" \n", "\u200D\u200C", "ش\u200C", "\u{1F3F4}\u{E0067}", "a\u0301"],
];

const forbidden =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each joiner is meant by itself.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for.
  /[\0-\x09\x0B-\x1F\x7F-\x9F\u00AD\u034F\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFF\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\u{E0000}\u{E0001}]/u;

describe("whatever somebody types", () => {
  const kinds = { cleanText, cleanLine, plainCharacters };
  for (const [name, clean] of Object.entries(kinds)) {
    it(`${name} leaves nothing that is not seen`, () => {
      fc.assert(
        fc.property(anyText, (typed) => {
          expect(clean(typed)).not.toMatch(forbidden);
        }),
        { numRuns: 2_000 },
      );
    });

    it(`${name} changes nothing the second time`, () => {
      fc.assert(
        fc.property(anyText, (typed) => {
          expect(clean(clean(typed))).toBe(clean(typed));
        }),
        { numRuns: 2_000, examples: [["\u0663\u200C\uA9C0"]] },
      );
    });

    it(`${name} of a megabyte takes no longer than a megabyte`, () => {
      for (const part of long) {
        const began = performance.now();
        clean(part.repeat(1_000_000 / part.length));
        expect(performance.now() - began, JSON.stringify(part)).toBeLessThan(5_000);
      }
    });
  }

  it("what is seen stays: letters, marks, pictures and signs of every script", () => {
    const visible = fc.string({
      unit: fc.constantFrom(..."aZ09 .,;:!?'\"()/&%€–—…éßčñşİ한국漢字かなмирשלוםمرحباनमस्तेไทยꦲꦏ꧀ᬅᬓ᭄😀👍🏽1️⃣❤️"),
    });
    fc.assert(
      fc.property(visible, (typed) => {
        const seen = (text: string) => text.normalize("NFC").replace(/\s|\uFE0F/gu, "");
        const fewMarks = !/\p{M}{7}/u.test(typed.normalize("NFD"));
        fc.pre(fewMarks);
        expect(seen(cleanText(typed))).toBe(seen(typed));
      }),
    );
  });
});

it.each([
  ["\u202A+62 812-3456-7890\u202C", "+62 812-3456-7890"],
  ["0812\u20113456\u20117890", "0812-3456-7890"],
  ["  Ana \t Ayu\u00A0\u3000Putri\r\n", "Ana Ayu Putri"],
  ["\u202Eidub", "idub"],
  ["Bu\u200Bdi\u2060", "Budi"],
  ["\u200B\u200C\u200D\u2060\uFEFF\u3164\u2800\u00AD", ""],
  ["cafe\u0301", "café"],
  ["\u{1D7CE}\u{1D7D9}\u{1D7EA}\u0660\u0969\uFF19\uA9D3", "0180393"],
  ["a\uD800b\uDC00c", "abc"],
  ["Gunung Prau \u2013 2 hari \u2014 santai", "Gunung Prau \u2013 2 hari \u2014 santai"],
])("%j on one line is %j", (typed, cleaned) => expect(cleanLine(typed)).toBe(cleaned));

it.each([
  ["a woman who is an astronaut", "\u{1F469}\u200D\u{1F680}"],
  ["a family with skins", "\u{1F469}\u{1F3FD}\u200D\u2764\uFE0F\u200D\u{1F468}\u{1F3FB}"],
  ["a keycap", "1\uFE0F\u20E3"],
  ["the flag of Scotland", "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}"],
  ["the flag of Indonesia", "\u{1F1EE}\u{1F1E9}"],
  ["a Persian verb", "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645"],
  ["a Hindi conjunct", "\u0915\u094D\u200D\u0937"],
  ["a Javanese pangkon", "\uA98F\uA9C0\u200C\uA98F"],
  ["a Balinese name", "\u1B13\u1B38\u1B2B\u1B26\u1B44"],
  ["a Japanese variant", "\u8FBB\u{E0100}"],
  ["a Vietnamese name", "Nguyễn Thị Hồng"],
  ["an Arabic sign of a year", "\u0601\u0645"],
])("%s stays whole", (_what, typed) => {
  expect(cleanLine(typed)).toBe(typed);
  expect(cleanText(typed)).toBe(typed);
});

it.each([
  ["a joiner between Latin letters", "A\u200Dna", "Ana"],
  ["a hidden word of tags", "Ana\u{E0065}\u{E0076}\u{E0065}", "Ana"],
  ["a variant of nothing", "Ana\uFE0F\u{E0101}", "Ana"],
  ["a pile of marks", `A${"\u0300".repeat(50)}na`, `À${"\u0300".repeat(6)}na`],
])("%s goes", (_what, typed, cleaned) => expect(cleanLine(typed)).toBe(cleaned));

it("several lines stay several, however their ends were written", () => {
  expect(cleanText(" Hari 1:\tnaik \r\nHari 2\u2028turun\r\n\r\n\n\n\n\nSelesai\n ")).toBe(
    "Hari 1: naik\nHari 2\nturun\n\n\nSelesai",
  );
});

it("digits, signs and letters of a code are plain ones", () => {
  expect(plainCharacters("\uFF0B\uFF16\uFF12 \uFF08812\uFF09\u20133456\u20147890")).toBe("+62 (812)-3456-7890");
  expect(plainCharacters("\u2068K7\u00ADM2\uFE63p\u0301-9XQ4r\u2069")).toBe("K7M2-p-9XQ4r");
});
