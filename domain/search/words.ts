import { containing } from "#db/conditions.ts";
import { rupiahOf } from "#domain/fields/typed-rupiah.ts";
import { internationalPhone } from "#domain/users/phone.ts";
import { limits } from "#limits.ts";
import { plainCharacters, searchWords } from "#typed-text.ts";

/** What an admin typed, and everything that it may mean; what it cannot be is absent. */
export type SearchedFor = {
  /** As it was typed, cleaned. */
  text: string;
  /** `like` patterns of its words, in lower case; none where they are no words: a number, a day, a code, an address. */
  patterns: string[];
  /** A part of a mail address. */
  address?: string;
  /** What a bank's reference may hold: all of them have digits. */
  reference?: string;
  /** A booking's code or a part of it. */
  code?: string;
  /** A transfer's code or a part of it. */
  transferCode?: string;
  amountRupiah?: number;
  day?: string;
  /** In international form. */
  phone?: string;
  /** Enough of a phone number's digits to find it by, without the country or the 0 in front. */
  phoneDigits?: string;
};

/** Reads it; undefined where it is too short to look for anything. `today` says which year is meant by a day without one. */
export function readSearch(typed: string, today: string): SearchedFor | undefined {
  const text = searchWords(typed);
  if (text.length < limits.search.fewestLetters) return undefined;
  const words = text.toLowerCase().split(" ").slice(0, limits.search.mostWords);
  const plain = plainCharacters(text);
  const amountRupiah = amountIn(plain);
  const isCode = /^(?:st|tf)-/i.test(plain);
  const isWords = /\p{L}/u.test(text) && !text.includes("@") && !isCode;
  const day = dayIn(plain, today);
  return {
    text,
    patterns: isWords && !day ? words.map(containing) : [],
    address: (isWords || text.includes("@")) && !text.includes(" ") && !day ? text : undefined,
    reference: !/\d/.test(text) || text.includes("@") || isCode || day ? undefined : text,
    code: codeIn(plain),
    transferCode: /^tf-?([0-9a-z]{2,8})$/i.exec(plain)?.[1]?.toUpperCase(),
    amountRupiah,
    day,
    phone: internationalPhone(plain),
    phoneDigits: digitsIn(plain, amountRupiah),
  };
}

/** With `ST-` any part; without, what looks like one: five characters of those that codes are made of, or a part with a digit among letters. */
function codeIn(plain: string): string | undefined {
  const named = /^st-?([0-9a-z]{2,8})$/i.exec(plain)?.[1];
  if (named) return named.toUpperCase();
  const bare = plain.toUpperCase();
  if (/^[2-9A-HJKMNP-Z]{5}$/.test(bare)) return bare;
  return /^[2-9A-HJKMNP-Z]{3,4}$/.test(bare) && /\d/.test(bare) && /[A-Z]/.test(bare) ? bare : undefined;
}

/** No amount has so many digits as a phone, and none begins with 0. */
function amountIn(plain: string): number | undefined {
  if (/^[0+]/.test(plain)) return undefined;
  const amount = rupiahOf(plain);
  return amount !== undefined && amount >= limits.search.leastRupiah && amount <= 2_147_483_647 ? amount : undefined;
}

/** A short number is an amount rather than a part of a phone. */
function digitsIn(plain: string, amountRupiah: number | undefined): string | undefined {
  if (!/^[+0-9 ().-]+$/.test(plain)) return undefined;
  const digits = plain
    .replace(/\D/g, "")
    .replace(/^(?:00)?62(?=\d{6})0?/, "")
    .replace(/^0(?!0)/, "");
  if (amountRupiah !== undefined && digits.length < limits.search.digitsOfAPhone) return undefined;
  return digits.length >= limits.search.fewestDigits ? digits : undefined;
}

const months = [
  ["jan"],
  ["feb", "peb"],
  ["mar"],
  ["apr"],
  ["mei", "may"],
  ["jun"],
  ["jul"],
  ["agu", "aug", "ags"],
  ["sep"],
  ["okt", "oct"],
  ["nov", "nop"],
  ["des", "dec"],
];

/** A day as people write one: `2026-11-30`, `30/11/2026`, `30-11`, `30 Nov 2026`, `30 November`, `Nov 30`. */
function dayIn(plain: string, today: string): string | undefined {
  const year = today.slice(0, 4);
  const [, y, m, d] = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(plain) ?? [];
  if (y) return dayOf(y, m, d);
  const [, d2, m2, y2] = /^(\d\d?)[/.-](\d\d?)[/.-](\d{4})$/.exec(plain) ?? /^(\d\d?)[/-](\d\d?)$/.exec(plain) ?? [];
  if (d2) return dayOf(y2 ?? year, m2, d2);
  const [, d3, name, y3] = /^(\d\d?) ([a-z]{3,9})\.?,?(?: (\d{4}))?$/i.exec(plain) ?? [];
  if (d3) return dayOf(y3 ?? year, monthOf(name), d3);
  const [, name4, d4, y4] = /^([a-z]{3,9})\.? (\d\d?),?(?: (\d{4}))?$/i.exec(plain) ?? [];
  return d4 ? dayOf(y4 ?? year, monthOf(name4), d4) : undefined;
}

function monthOf(name = ""): string | undefined {
  const place = months.findIndex((names) => names.includes(name.toLowerCase().slice(0, 3)));
  return place < 0 ? undefined : String(place + 1);
}

/** Nothing for what is no day, such as 30 February. */
function dayOf(year: string, month = "", day = ""): string | undefined {
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? undefined : text;
}
