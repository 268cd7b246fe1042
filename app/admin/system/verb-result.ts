import type { Route } from "next";

/** Where one may go on. */
export type VerbLink = { href: Route; label: string };

/** What came of something that an admin did, as a sentence, and where one may go on from there. Nothing before it is done. */
export type VerbResult = { ok: boolean; message: string; links?: VerbLink[] } | undefined;

/** A server action behind one of these forms. */
export type VerbAction = (before: VerbResult, form: FormData) => Promise<VerbResult>;
