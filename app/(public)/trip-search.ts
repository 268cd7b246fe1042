import type { Route } from "next";
import { z } from "zod";
import type { TripSearch } from "#domain/departures/search.ts";
import { searchWords } from "#typed-text.ts";

/** A search for trips as an address carries it, so that it can be kept, shared and gone back to. */

/** The prices that the form offers, in rupiah for a person. */
export const priceSteps = [300_000, 500_000, 1_000_000, 2_000_000, 5_000_000] as const;

/** The fields of the form, by what they are in a {@link TripSearch}. */
export const searchFields = {
  words: "tujuan",
  month: "bulan",
  mostRupiah: "harga",
  withSeats: "kursi",
  order: "urut",
  after: "sesudah",
} as const;

const orders = { terdekat: "soonest", termurah: "cheapest" } as const;

const first = (value: unknown) => (Array.isArray(value) ? value[0] : value);
/** What does not fit is left out: an address that somebody mistyped still shows trips. */
const optional = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(first, schema.optional().catch(undefined));

const parameters = z.object({
  tujuan: optional(z.string().transform((text) => searchWords(text) || undefined)),
  bulan: optional(z.string().regex(/^20[0-9]{2}-(0[1-9]|1[0-2])$/)),
  harga: optional(z.coerce.number().int().min(10_000).max(100_000_000)),
  kursi: optional(z.literal("ada")),
  urut: optional(z.enum(["terdekat", "termurah"])),
  sesudah: optional(z.string().max(100)),
});

/** Reads the search from an address's parameters. */
export function parseTripSearch(given: Record<string, string | string[] | undefined>): TripSearch {
  const { tujuan, bulan, harga, kursi, urut, sesudah } = parameters.parse(given);
  return {
    words: tujuan,
    month: bulan,
    mostRupiah: harga,
    withSeats: kursi && true,
    order: urut && orders[urut],
    after: sesudah,
  };
}

/** Whether it looks for something, or just asks for everything in some order. */
export function isFiltered({ words, month, mostRupiah, withSeats }: TripSearch): boolean {
  return Boolean(words ?? month ?? mostRupiah ?? withSeats);
}

/** The front page's address with this search, as {@link parseTripSearch} reads it. */
export function tripSearchPath({ words, month, mostRupiah, withSeats, order, after }: TripSearch): Route {
  const query = new URLSearchParams();
  if (words) query.set(searchFields.words, words);
  if (month) query.set(searchFields.month, month);
  if (mostRupiah) query.set(searchFields.mostRupiah, String(mostRupiah));
  if (withSeats) query.set(searchFields.withSeats, "ada");
  if (order === "cheapest") query.set(searchFields.order, "termurah");
  if (after) query.set(searchFields.after, after);
  return (query.size > 0 ? `/?${query}` : "/") as Route;
}

/** This month (WIB) and the eleven after it, as `YYYY-MM`. */
export function monthsFrom(today: string): string[] {
  const [year, month] = today.split("-").map(Number) as [number, number];
  return Array.from({ length: 12 }, (_, index) =>
    new Date(Date.UTC(year, month - 1 + index)).toISOString().slice(0, 7),
  );
}
