/** What several templates' examples share: Ana has booked, Hugo leads. */

/** When an example's money is free. */
export const heldUntil = new Date("2026-12-13T00:00:00Z");
/** Where the money of an example goes. */
export const account = { bankName: "BCA", bankAccountNo: "1234567890", bankAccountName: "Ana" };
/** What Ana has booked. */
export const booking = { name: "Ana", tripTitle: "Bromo Midnight", bookingCode: "ST-7F3K9" };
/** What Ana has to pay, where to and until when. */
export const toPay = {
  ...booking,
  amountRupiah: 600_123,
  bank: "BCA",
  accountNumber: "1234567890",
  accountHolder: "PT SeTrip",
  expiresAt: new Date("2026-12-01T05:00:00Z"),
};
/** The same cancelled, with what comes back. */
export const cancelled = { ...booking, pax: 2, reason: "Sakit", refundRupiah: 300_000 };
/** Where and when to meet. */
export const meeting = {
  date: "2026-12-12",
  meetingPoint: "Stasiun Malang",
  meetingTime: "23:00 WIB",
  meetsDayBefore: null,
};
/** A place on a map. */
export const meetingCoordinates = "-7.977,112.637";
/** A problem that she reported. */
export const reported = { ...booking, tripId: "t1", amountRupiah: 200_000, report: "Pemandu tidak datang." };
/** The same trip called off. */
export const closed = { ...booking, reason: "Gunung ditutup", account };
