"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "#app/admin/admin-action.ts";
import { searchAddress } from "#app/admin/search-address.ts";

const optional = z.string().default("");
const schema = z.object({ words: optional, orang: optional, hari: optional });

/** Leads to the changes that fit; what was looked for stands in that address encrypted, as people's names do. */
export const filterAction = adminAction({ page: "/admin/audit", schema }, async ({ value: { words, orang, hari } }) =>
  redirect(searchAddress("/admin/audit", { words, ...(orang && { orang }), ...(hari && { hari }) }) as Route),
);
