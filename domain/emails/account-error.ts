/** The provider sends nothing for this account until somebody changes a setting. Its words, which follow the start, say which. */
export class MailAccountError extends Error {
  override name = "MailAccountError";

  constructor(words: string) {
    super(start + words);
  }
}

const start = "the mail provider takes no mail: ";

/** What the provider said in a {@link MailAccountError}'s message, as a run keeps it; null for every other message. */
export function mailRefusalIn(message: string): string | null {
  if (message.startsWith(start)) return message.slice(start.length);
  // Runs of earlier releases kept the provider's words alone.
  return /^HTTP \d{3} [a-z_]+: /.test(message) ? message : null;
}
