"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { type FormResult, parseForm } from "#app/_forms/form.ts";
import { sendMailsSoon } from "#app/_http/mails-soon.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { backWithFlash } from "#app/admin/back.ts";
import { whoWasFirst } from "#app/admin/first.ts";
import { seenAt } from "#app/admin/seen-at.ts";
import { sentToFields } from "#app/admin/sent-to.ts";
import { stateWord } from "#app/admin/states.tsx";
import { clock } from "#clock.ts";
import { paragraphs } from "#domain/fields/text.ts";
import {
  approveOrganizer,
  type Reviewed,
  reinstateOrganizer,
  rejectOrganizer,
  suspendOrganizer,
} from "#domain/users/review.ts";
import { reinstateUser, suspendUser } from "#domain/users/suspension.ts";
import { type Locale, textsFor } from "#texts/index.ts";

const fallback = "/admin/users";
const note = paragraphs(500, 3);
const organizerForm = z.object({ organizerId: z.string(), name: z.string(), seenAt });

/** Lets an applicant publish trips. */
export async function approveAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: adminId } = await requireAdmin(fallback);
  const schema = organizerForm.extend({ sentTo: sentToFields.optional() });
  return review(form, { schema, news: "approved" }, ({ organizerId, seenAt, sentTo }, now) =>
    approveOrganizer({ organizerId, adminId, seenAt, seenAccount: sentTo, now }),
  );
}

/** Turns an applicant down, with a reason. */
export async function rejectAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: adminId } = await requireAdmin(fallback);
  return review(
    form,
    { schema: organizerForm.extend({ note }), news: "rejected" },
    ({ organizerId, note, seenAt }, now) => rejectOrganizer({ organizerId, adminId, note, seenAt, now }),
  );
}

/** Stops an organizer's trips from taking new bookings. */
export async function suspendOrganizerAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: adminId } = await requireAdmin(fallback);
  const schema = organizerForm.extend({ note });
  return review(form, { schema, news: "organizerSuspended" }, ({ organizerId, note, seenAt }, now) =>
    suspendOrganizer({ organizerId, adminId, note, seenAt, now }),
  );
}

/** Lets his trips take bookings again. */
export async function reinstateOrganizerAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: adminId } = await requireAdmin(fallback);
  return review(form, { schema: organizerForm, news: "organizerReinstated" }, ({ organizerId, seenAt }, now) =>
    reinstateOrganizer({ organizerId, adminId, seenAt, now }),
  );
}

type OrganizerForm = z.infer<typeof organizerForm>;

async function review<Form extends OrganizerForm>(
  form: FormData,
  { schema, news }: { schema: z.ZodType<Form>; news: string },
  step: (value: Form, now: Date) => Promise<Reviewed>,
): Promise<FormResult> {
  const { locale } = await preferences();
  const submission = parseForm(form, { schema, locale });
  if (submission.status !== "success") return submission.reply();
  const now = clock();
  const { organizerId, name } = submission.value;
  const reviewed = await step(submission.value, now);
  if (!reviewed.ok) return submission.reply({ formErrors: [await unreviewed(reviewed, organizerId, locale)] });
  sendMailsSoon(now);
  return backWithFlash(form, news, { fallback, about: name });
}

async function unreviewed(refusal: Extract<Reviewed, { ok: false }>, id: string, locale: Locale): Promise<string> {
  const texts = textsFor(locale).admin;
  switch (refusal.reason) {
    case "not-found":
      return texts.form.gone;
    case "no-account":
      return texts.users.refusals["no-account"];
    case "changed":
      // The page has to show what it is about now before anybody decides.
      refresh();
      return texts.users.refusals.changed;
    case "status": {
      const state = stateWord("organizer", refusal.status, locale);
      return whoWasFirst({ entity: "OrganizerProfile", id, state }, locale);
    }
  }
}

const suspendForm = z.object({ userId: z.string(), note });

/** Keeps somebody out. */
export async function suspendAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: adminId } = await requireAdmin(fallback);
  const { locale } = await preferences();
  const texts = textsFor(locale).admin;
  const submission = parseForm(form, { schema: suspendForm, locale });
  if (submission.status !== "success") return submission.reply();
  const { userId, note } = submission.value;
  const suspended = await suspendUser({ userId, adminId, note, now: clock() });
  if (!suspended.ok) {
    const refuse = (sentence: string) => submission.reply({ formErrors: [sentence] });
    switch (suspended.reason) {
      case "not-found":
        return refuse(texts.form.gone);
      case "already":
        return refuse(await whoWasFirst({ entity: "User", id: userId, state: texts.words.suspended }, locale));
      case "self":
      case "last-admin":
        return refuse(texts.users.refusals[suspended.reason]);
    }
  }
  return backWithFlash(form, "suspended", { fallback: `/admin/users/${userId}` });
}

const reinstateForm = z.object({ userId: z.string(), seenAt });

/** Lets somebody in again. */
export async function reinstateAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: adminId } = await requireAdmin(fallback);
  const { locale } = await preferences();
  const texts = textsFor(locale).admin;
  const submission = parseForm(form, { schema: reinstateForm, locale });
  if (submission.status !== "success") return submission.reply();
  const { userId, seenAt } = submission.value;
  const reinstated = await reinstateUser({ userId, adminId, seenAt, now: clock() });
  if (!reinstated.ok) {
    switch (reinstated.reason) {
      case "not-found":
        return submission.reply({ formErrors: [texts.form.gone] });
      case "already":
        return submission.reply({ formErrors: [texts.users.refusals.activeAlready] });
      case "changed":
        refresh();
        return submission.reply({ formErrors: [texts.users.refusals.suspendedAnew] });
    }
  }
  return backWithFlash(form, "reinstated", { fallback: `/admin/users/${userId}` });
}
