"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { codeField } from "#domain/typed-fields.ts";
import { signInWithCode } from "#domain/users/two-factor.ts";
import { textsFor } from "#texts/index.ts";
import { type FormAnswer, parseForm } from "../../../form.ts";
import { preferences } from "../../../preferences.ts";
import { afterSigningIn } from "../../../visitor.ts";
import { wantedPath } from "../../../wanted-path.ts";
import { keepCookies } from "../../session-cookies.ts";

const codeForm = z.object({ code: codeField(40), recovery: z.coerce.boolean() });

/** The second step of signing in. */
export async function signInWithCodeAction(_before: FormAnswer, form: FormData): Promise<FormAnswer> {
  const { locale } = await preferences();
  const { account, form: formTexts } = textsFor(locale);
  const submission = parseForm(form, { schema: codeForm, locale });
  if (submission.status !== "success") return submission.reply({ hideFields: ["code"] });
  const { recovery } = submission.value;
  const outcome = await signInWithCode(submission.value, await headers());
  if (outcome.ok) {
    await keepCookies(outcome.cookies);
    redirect(await afterSigningIn(wantedPath(form.get("wanted"))));
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
