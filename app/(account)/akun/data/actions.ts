"use server";

import type { Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { type FormResult, parseForm } from "#app/_forms/form.ts";
import { sendMailsSoon } from "#app/_http/mails-soon.ts";
import { preferences } from "#app/_session/preferences.ts";
import { keepCookies, noteSignedOut } from "#app/_session/session-cookies.ts";
import { requireUser } from "#app/_session/visitor.ts";
import { proofRefusal } from "#app/(account)/akun/account-refusal.ts";
import { clock } from "#clock.ts";
import { deleteAccount } from "#domain/privacy/delete-account.ts";
import { signOut } from "#domain/users/sign-in.ts";
import { textsFor } from "#texts/index.ts";

const form = z.object({ proof: z.string() });

/** Deletes one's account and leads out of it, or says why not. */
export async function deleteAccountAction(_before: FormResult, sent: FormData): Promise<FormResult> {
  const { id } = await requireUser("/akun/data");
  const { locale } = await preferences();
  const submission = parseForm(sent, { schema: form, locale });
  if (submission.status !== "success") return submission.reply({ hideFields: ["proof"] });
  const now = clock();
  const deleted = await deleteAccount({ userId: id, typed: submission.value.proof }, { now });
  if (!deleted.ok && deleted.reason === "open") {
    return submission.reply({ formErrors: [textsFor(locale).profile.data.deletion.openNow], hideFields: ["proof"] });
  }
  if (!deleted.ok && deleted.reason !== "gone")
    return submission.reply({ ...proofRefusal(deleted, locale), hideFields: ["proof"] });
  await keepCookies(await signOut(await headers()));
  await noteSignedOut();
  sendMailsSoon(now);
  redirect("/privasi?dihapus=1" as Route);
}
