import { one } from "#app/_http/one.ts";
import { searchWords } from "#typed-text.ts";

/** What a list's address says: which list, what is searched, behind which row it begins. */
export type ListParams<List extends string> = { list: List; search: string; cursor?: string };

type SearchParams = Record<string, string | string[] | undefined>;

/**
 * Reads `?daftar=…&cari=…&setelah=…`; `?stuck=1`, which the watches link to, is the list `stuck`. The first of `lists` is
 * shown where none or an unknown one is named.
 */
export function listParams<List extends string>(params: SearchParams, lists: readonly List[]): ListParams<List> {
  const wanted = one(params.stuck) === "1" ? "stuck" : one(params.daftar);
  const list = lists.find((name) => name === wanted) ?? lists[0]!;
  return { list, search: searchWords(one(params.cari) ?? ""), cursor: one(params.setelah) };
}

/** The address of a list, the other way around. */
export function listAddress(path: string, { list, search, cursor }: Partial<ListParams<string>>): string {
  const query = new URLSearchParams();
  if (list === "stuck") query.set("stuck", "1");
  else if (list) query.set("daftar", list);
  if (search) query.set("cari", search);
  if (cursor) query.set("setelah", cursor);
  return query.size > 0 ? `${path}?${query}` : path;
}
