"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "#app/admin/admin-action.ts";
import { searchAddress } from "#app/admin/search-address.ts";

/** Leads to what was found; the address that it leads to says to nobody else what was looked for. */
export const searchAction = adminAction(
  { page: "/admin/cari", schema: z.object({ words: z.string().default("") }) },
  async ({ value }) => redirect(searchAddress("/admin/cari", { words: value.words }) as Route),
);
