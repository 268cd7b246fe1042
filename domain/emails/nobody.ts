/** A domain that never is one (RFC 2606): what has an address there is written to nobody. */
const nobodysDomain = "akun-dihapus.invalid";

/** The address of somebody who deleted their account: unique, as the table wants it, and nobody's. */
export const nobodysAddress = (userId: string): string => `${userId}@${nobodysDomain}`;

/** Whether an address is that of a deleted account, to which no mail is queued. */
export const isNobodys = (address: string): boolean => address.endsWith(`@${nobodysDomain}`);
