"use client";

import { useEffect } from "react";
import { forgetDrafts } from "./draft.ts";

/** Removes what somebody who just signed out was writing: the next person at this browser may be another. */
export function ForgetDrafts() {
  useEffect(() => forgetDrafts(localStorage), []);
  return null;
}
