import { z } from "zod";
import { cleanLine, cleanText, plainCharacters } from "#typed-text.ts";

/** The fields of forms for text that people type, so that every form reads it alike. Lengths are those of clean text. */

/** A line, such as a name or a title. */
export const line = (longest: number, least = 1) => z.string().overwrite(cleanLine).min(least).max(longest);

/** Text of several lines. */
export const paragraphs = (longest: number, least = 1) => z.string().overwrite(cleanText).min(least).max(longest);

/** An e-mail address. */
export const emailField = z.string().overwrite(plainCharacters).max(254).pipe(z.email());

/** A one-time or recovery code; blanks in it are for reading only. */
export const codeField = (longest: number) =>
  z
    .string()
    .overwrite((typed) => plainCharacters(typed).replaceAll(" ", ""))
    .max(longest);
