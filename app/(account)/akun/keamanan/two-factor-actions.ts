"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { sendMailsSoon } from "#app/_http/mails-soon.ts";
import { preferences } from "#app/_session/preferences.ts";
import { keepCookies } from "#app/_session/session-cookies.ts";
import { requireUser } from "#app/_session/visitor.ts";
import { clock } from "#clock.ts";
import type { TooMany } from "#domain/users/auth-call.ts";
import { beginTwoFactor, confirmTwoFactor, renewRecoveryCodes, turnOffTwoFactor } from "#domain/users/two-factor.ts";
import { textsFor } from "#texts/index.ts";
import { type QrCode, qrCode } from "./qr-code.ts";

/** What somebody wants with their second step; the value of `do` in the panel's forms. */
export type TwoFactorWish = "begin" | "confirm" | "renew" | "turn-off";

/** Where somebody stands with their second step. What it holds is shown to them and kept nowhere else. */
export type TwoFactorStep =
  /** `failed` is the form to which the error belongs, `at` its field: the password's, unless it says otherwise. */
  | { step: "rest"; failed?: TwoFactorWish; at?: "code"; error?: string }
  | { step: "scan"; qr: QrCode; secret: string; error?: string }
  | { step: "codes"; recoveryCodes: string[] };

/** Does what the panel's form asks for, for the one who is signed in. */
export async function twoFactorAction(before: TwoFactorStep, form: FormData): Promise<TwoFactorStep> {
  const { id: userId, emailVerified } = await requireUser("/akun/keamanan");
  const owner = { userId, visitor: await headers(), now: clock() };
  const password = textOf(form, "password");
  const code = textOf(form, "code");
  switch (form.get("do")) {
    case "begin": {
      const begun = await beginTwoFactor({ password, emailVerified }, owner);
      if (!begun.ok) return failed("begin", begun);
      return { step: "scan", qr: qrCode(begun.uri), secret: begun.secret };
    }
    case "confirm": {
      const confirmed = await confirmTwoFactor({ code }, owner);
      if (!confirmed.ok) return notConfirmed(before, confirmed);
      await changed(confirmed.cookies, owner.now);
      return { step: "codes", recoveryCodes: confirmed.recoveryCodes };
    }
    case "renew": {
      const renewed = await renewRecoveryCodes({ password, code }, owner);
      return renewed.ok ? { step: "codes", recoveryCodes: renewed.recoveryCodes } : failed("renew", renewed);
    }
    case "turn-off": {
      const off = await turnOffTwoFactor({ password, code }, owner);
      if (!off.ok) return failed("turn-off", off);
      await changed(off.cookies, owner.now);
      return { step: "rest" };
    }
    default:
      return { step: "rest" };
  }
}

type Refusal =
  | { reason: "wrong" | "wrong-code" | "used" | "already" | "unverified" | "expired" | "suspended" }
  | TooMany;

async function failed(wish: TwoFactorWish, refusal: Refusal): Promise<TwoFactorStep> {
  const error = await sentence(refusal, wish);
  const isCode = refusal.reason === "wrong-code" || refusal.reason === "used";
  return { step: "rest", failed: wish, error, ...(isCode && { at: "code" }) };
}

/** A wrong code can be tried again: the QR code stays. */
async function notConfirmed(before: TwoFactorStep, refusal: Refusal): Promise<TwoFactorStep> {
  if (before.step !== "scan" || refusal.reason === "expired") return failed("begin", refusal);
  return { ...before, error: await sentence(refusal, "confirm") };
}

async function sentence(refusal: Refusal, wish: TwoFactorWish): Promise<string> {
  const { profile, form, account } = textsFor((await preferences()).locale);
  const texts = profile.twoFactor;
  switch (refusal.reason) {
    case "wrong":
      return wish === "confirm" ? texts.wrongCode : profile.password.wrong;
    case "wrong-code":
      return texts.wrongBothCode;
    case "used":
      return account.code.used;
    case "already":
      return texts.already;
    case "unverified":
      return texts.unverified;
    case "expired":
      return texts.startOver;
    case "suspended":
      return account.signIn.suspended;
    case "too-many":
      return form.tooMany(refusal.retryAfterSeconds);
  }
}

async function changed(cookies: Parameters<typeof keepCookies>[0], now: Date): Promise<void> {
  await keepCookies(cookies);
  sendMailsSoon(now);
  refresh();
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
