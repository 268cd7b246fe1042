/**
 * Why something happened that nobody typed a reason for: the domain keeps the codes, these are their sentences. Each code of
 * `domain/bookings/schema/causes.ts` has one, or a reader does not compile.
 */
export const reasons = {
  /** Why money that came goes back, or the booking that waited for it died. */
  money: {
    short: "Transfer kurang dari harga trip.",
    cancelled: "Transfer masuk untuk pesanan yang sudah dibatalkan.",
    "sold-out": "Transfer masuk setelah batas bayar, kursi sudah terisi.",
    "trip-over": "Transfer masuk setelah batas bayar, trip sudah dimulai atau batal.",
    "booked-again": "Transfer masuk setelah batas bayar, peserta sudah memesan lagi.",
    "days-changed": "Transfer masuk setelah batas bayar, hari trip sudah berubah.",
    "rest-missing": "Sisa pembayaran tidak masuk sampai batas waktu.",
    "returned-before": "Transfer masuk setelah uang pesanan ini dikembalikan.",
    surplus: "Transfer lebih dari jumlah tagihan.",
  },
  /** Why a payout is held back, before what an admin typed. */
  hold: { suspended: "Organizer dinonaktifkan" },
  /** A decision that nobody took: another one took its place. */
  why: { superseded: "digantikan oleh keputusan lain" },
};
