"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { type FormResult, parseForm } from "#app/_forms/form.ts";
import { preferences } from "#app/_session/preferences.ts";
import { keepCookies } from "#app/_session/session-cookies.ts";
import { afterSigningIn } from "#app/_session/visitor.ts";
import { wantedPath } from "#app/_session/wanted-path.ts";
import { codeField } from "#domain/fields/text.ts";
import { signInWithCode } from "#domain/users/two-factor.ts";
import { textsFor } from "#texts/index.ts";

const codeForm = z.object({ code: codeField(40), recovery: z.coerce.boolean() });

/** The second step of signing in. */
export async function signInWithCodeAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { locale } = await preferences();
  const { account, form: formTexts } = textsFor(locale);
  const submission = parseForm(form, { schema: codeForm, locale });
  if (submission.status !== "success") return submission.reply({ hideFields: ["code"] });
  const { recovery } = submission.value;
  const outcome = await signInWithCode(submission.value, await headers());
  if (outcome.ok) {
    await keepCookies(outcome.cookies);
    redirect(await afterSigningIn({ wanted: wantedPath(form.get("wanted")), from: wantedPath(form.get("from")) }));
  }
  const refuse = (error: { formErrors: string[] } | { fieldErrors: { code: string[] } }) =>
    submission.reply({ ...error, hideFields: ["code"] });
  switch (outcome.reason) {
    case "wrong":
      return refuse({ fieldErrors: { code: [recovery ? account.code.wrongRecovery : account.code.wrong] } });
    case "used":
      return refuse({ fieldErrors: { code: [account.code.used] } });
    case "expired":
    case "suspended":
      return refuse({ formErrors: [account.code[outcome.reason]] });
    case "too-many":
      return refuse({ formErrors: [formTexts.tooMany(outcome.retryAfterSeconds)] });
  }
}
