"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { type AdminForm, adminAction } from "#app/admin/admin-action.ts";
import { whoWasFirst } from "#app/admin/first.ts";
import { seenAt } from "#app/admin/seen-at.ts";
import { sentToFields } from "#app/admin/sent-to.ts";
import { stateWord } from "#app/admin/states.tsx";
import { resumePayoutsOf } from "#domain/bookings/payouts/hold-back.ts";
import { suspendOrganizer, suspendUser } from "#domain/bookings/payouts/suspend.ts";
import { paragraphs } from "#domain/fields/text.ts";
import { approveOrganizer, type Reviewed, reinstateOrganizer, rejectOrganizer } from "#domain/users/review.ts";
import { reinstateUser } from "#domain/users/suspension.ts";
import { type Locale, textsFor } from "#texts/index.ts";

const page = "/admin/users";
const note = paragraphs(500, 3);
const organizerForm = z.object({ organizerId: z.string(), name: z.string(), seenAt });
const notedForm = organizerForm.extend({ note });
const approveForm = organizerForm.extend({ sentTo: sentToFields.optional() });

/** Lets an applicant publish trips. */
export const approveAction = adminAction(
  { page, schema: approveForm },
  reviewing("approved", ({ organizerId, seenAt, sentTo }: z.infer<typeof approveForm>, by) =>
    approveOrganizer({ organizerId, seenAt, seenAccount: sentTo, ...by }),
  ),
);

/** Turns an applicant down, with a reason. */
export const rejectAction = adminAction(
  { page, schema: notedForm },
  reviewing("rejected", ({ organizerId, note, seenAt }: NotedForm, by) =>
    rejectOrganizer({ organizerId, note, seenAt, ...by }),
  ),
);

/** Stops an organizer's trips from taking new bookings. */
export const suspendOrganizerAction = adminAction(
  { page, schema: notedForm },
  reviewing("organizerSuspended", ({ organizerId, note, seenAt }: NotedForm, by) =>
    suspendOrganizer({ organizerId, note, seenAt, ...by }),
  ),
);

/** Lets their trips take bookings again. */
export const reinstateOrganizerAction = adminAction(
  { page, schema: organizerForm },
  reviewing("organizerReinstated", ({ organizerId, seenAt }, by) => reinstateOrganizer({ organizerId, seenAt, ...by })),
);

const resumeForm = z.object({
  organizerId: z.string(),
  count: z.coerce.number().int(),
  amountRupiah: z.coerce.number().int(),
  note,
});

/** Lets everything of theirs that is held back go on. */
export const resumePayoutsAction = adminAction(
  { page, schema: resumeForm },
  async ({ value, adminId, now, texts, refuse, refuseStale, done }) => {
    const { organizerId, note, ...seen } = value;
    const resumed = await resumePayoutsOf({ organizerId, reason: note, seen, adminId, now });
    if (resumed.ok) return done("payoutsResumed", { about: String(resumed.count) });
    switch (resumed.reason) {
      case "not-found":
        return refuse(texts.form.gone);
      case "suspended":
        return refuse(texts.users.refusals.stillSuspended);
      case "changed":
        return refuseStale(texts.users.refusals.otherSum);
    }
  },
);

type OrganizerForm = z.infer<typeof organizerForm>;
type NotedForm = z.infer<typeof notedForm>;

/** What a step in an organizer's review answers to its form. */
function reviewing<Form extends OrganizerForm>(
  flash: string,
  step: (value: Form, by: { adminId: string; now: Date }) => Promise<Reviewed>,
) {
  return async ({ value, adminId, now, locale, refuse, done }: AdminForm<Form>) => {
    const reviewed = await step(value, { adminId, now });
    if (!reviewed.ok) return refuse(await unreviewed(reviewed, value.organizerId, locale));
    return done(flash, { about: value.name });
  };
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
export const suspendAction = adminAction(
  { page, schema: suspendForm },
  async ({ value, adminId, now, locale, texts, refuse, done }) => {
    const { userId, note } = value;
    const suspended = await suspendUser({ userId, adminId, note, now });
    if (!suspended.ok) {
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
    return done("suspended", { page: `/admin/users/${userId}` });
  },
);

const reinstateForm = z.object({ userId: z.string(), seenAt });

/** Lets somebody in again. */
export const reinstateAction = adminAction(
  { page, schema: reinstateForm },
  async ({ value, adminId, now, texts, refuse, refuseStale, done }) => {
    const { userId, seenAt } = value;
    const reinstated = await reinstateUser({ userId, adminId, seenAt, now });
    if (!reinstated.ok) {
      switch (reinstated.reason) {
        case "not-found":
          return refuse(texts.form.gone);
        case "already":
          return refuse(texts.users.refusals.activeAlready);
        case "changed":
          return refuseStale(texts.users.refusals.suspendedAnew);
      }
    }
    return done("reinstated", { page: `/admin/users/${userId}` });
  },
);
