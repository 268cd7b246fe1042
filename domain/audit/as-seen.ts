/**
 * Whether a row is still as the form's page showed it: `seenAt` is its `updatedAt` then. A state that was left and came back is
 * another one: a form that arrives once more, from an old page, is not meant for it. Without `seenAt` any row is.
 */
export function isAsSeen({ updatedAt }: { updatedAt: Date }, seenAt: Date | undefined): boolean {
  return seenAt === undefined || updatedAt.getTime() === seenAt.getTime();
}
