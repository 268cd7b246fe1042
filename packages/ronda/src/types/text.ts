/** Text for people: one sentence, or one a locale, such as `{ en: "Sends receipts", de: "Verschickt Quittungen" }`. {@link textIn} picks. */
export type LocalizedText = string | { readonly [locale: string]: string };
