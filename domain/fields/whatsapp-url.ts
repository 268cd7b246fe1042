/**
 * The address of a chat with a number, in international form or with the 0 of one within Indonesia, as rows of earlier releases may
 * have it; undefined where there are no digits.
 */
export function whatsappUrl(number: string): string | undefined {
  const digits = number.replace(/\D/g, "").replace(/^0/, "62");
  return digits ? `https://wa.me/${digits}` : undefined;
}
