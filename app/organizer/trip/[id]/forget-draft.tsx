"use client";

import { useEffect } from "react";
import { forgetDraft } from "#app/_forms/draft.ts";

/** Removes the draft of the trip that was just published. */
export function ForgetDraft({ userId }: { userId: string }) {
  useEffect(() => forgetDraft(localStorage, userId), [userId]);
  return null;
}
