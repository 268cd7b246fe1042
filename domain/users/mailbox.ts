/** Providers that drop the dots of a name, under the one domain that they all deliver to. Source: Gmail's own help, "Dots don't matter". */
const dotless: Record<string, string> = { "gmail.com": "gmail.com", "googlemail.com": "gmail.com" };

/**
 * The mailbox that an address most likely leads to, for counting mails that nobody asked for: `Ana+promo@Example.com`
 * and `ana@example.com` are one. The addresses stay distinct accounts. What is no address comes back in lower case.
 */
export function mailboxOf(address: string): string {
  const typed = address.trim().toLowerCase();
  const at = typed.lastIndexOf("@");
  if (at < 1) return typed;
  const [name, domain] = [typed.slice(0, at), typed.slice(at + 1)];
  // A name that begins with the plus has nothing before it to deliver to.
  const base = name.replace(/(?<=.)\+.*$/, "");
  const known = dotless[domain];
  return known ? `${base.replaceAll(".", "")}@${known}` : `${base}@${domain}`;
}
