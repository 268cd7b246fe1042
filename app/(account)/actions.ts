"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { minPasswordLength } from "#domain/users/auth.ts";
import { type SessionCookie, setPassword, signIn, signOut } from "#domain/users/sign-in.ts";
import { textsFor } from "#texts/index.ts";
import { preferences } from "../preferences.ts";
import { wantedPath } from "../wanted-path.ts";

/** What a form shows again after it was refused. */
export type FormState = { email?: string; errors: { email?: string; password?: string; form?: string } };

/** Signs in and leads on to the wanted page; otherwise says what to mend. Works as a plain form post too. */
export async function signInAction(_before: FormState, form: FormData): Promise<FormState> {
  const texts = textsFor((await preferences()).locale).account.signIn;
  const email = String(form.get("email") ?? "").trim();
  const password = String(form.get("password") ?? "");
  const errors = {
    email: email === "" ? texts.emailMissing : z.email().safeParse(email).success ? undefined : texts.emailBad,
    password: password === "" ? texts.passwordMissing : undefined,
  };
  if (errors.email || errors.password) return { email, errors };

  const outcome = await signIn({ email, password }, await headers());
  if (!outcome.ok) {
    const refusal = outcome.reason === "too-many" ? texts.tooMany(outcome.retryAfterSeconds) : texts[outcome.reason];
    return { email, errors: { form: refusal } };
  }
  await keep(outcome.cookies);
  redirect(wantedPath(form.get("wanted")) ?? "/");
}

/** Sets a password by a one-time link, then leads to the sign-in page. */
export async function setPasswordAction(_before: FormState, form: FormData): Promise<FormState> {
  const texts = textsFor((await preferences()).locale).account.setPassword;
  const password = String(form.get("password") ?? "");
  const outcome = await setPassword({ token: String(form.get("token") ?? ""), password }, await headers());
  if (outcome.ok) redirect("/masuk?tersimpan=1&lanjut=%2Fadmin%2Fsystem");
  switch (outcome.reason) {
    case "too-short":
      return { errors: { password: texts.tooShort(minPasswordLength) } };
    case "too-long":
      return { errors: { password: texts.tooLong } };
    case "expired":
      return { errors: { form: texts.expired } };
    case "too-many":
      return {
        errors: { form: textsFor((await preferences()).locale).account.signIn.tooMany(outcome.retryAfterSeconds) },
      };
  }
}

/** Ends the session and leads to the front page. */
export async function signOutAction(): Promise<void> {
  await keep(await signOut(await headers()));
  redirect("/");
}

async function keep(changed: SessionCookie[]): Promise<void> {
  const jar = await cookies();
  for (const { name, value, options } of changed) jar.set(name, value, options);
}
