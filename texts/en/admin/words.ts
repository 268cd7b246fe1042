/** States and reasons in words. */
import type { Texts } from "../../id.ts";

export const words: Texts["admin"]["words"] = {
  payment: { AWAITING: "menunggu", PAID: "diterima", EXPIRED: "kedaluwarsa", CANCELLED: "batal" },
  proof: "perlu dicek",
  booking: {
    PENDING_PAYMENT: "menunggu bayar",
    CONFIRMED: "terkonfirmasi",
    EXPIRED: "kedaluwarsa",
    CANCELLED: "batal",
  },
  refund: { REQUESTED: "sengketa", APPROVED: "belum ditransfer", REJECTED: "ditolak", PAID: "ditransfer" },
  payout: { HELD: "ditahan", RELEASED: "siap ditransfer", PAID: "ditransfer", CANCELLED: "batal" },
  disputed: "tertahan sengketa",
  trip: { OPEN: "buka", FULL: "penuh", COMPLETED: "selesai", CLOSED: "batal" },
  organizer: {
    PENDING: "menunggu verifikasi",
    APPROVED: "terverifikasi",
    REJECTED: "ditolak",
    SUSPENDED: "dinonaktifkan",
  },
  email: {
    waiting: "menunggu",
    failed: "gagal, dicoba lagi",
    dead: "gagal",
    sent: "terkirim",
    discarded: "dibuang",
  },
  reason: {
    PARTICIPANT_CANCEL: "dibatalkan peserta",
    TRIP_CLOSED: "trip batal",
    UNAPPLIED: "uang tidak terpakai",
    OVERPAID: "kelebihan bayar",
    DISPUTE: "laporan masalah",
    GOODWILL: "kebijakan admin",
  },
  cancelledBy: { PARTICIPANT: "peserta", ORGANIZER: "organizer", ADMIN: "admin" },
  actor: { USER: "pengguna", ADMIN: "admin", CRON: "job", WEBHOOK: "webhook" },
  suspended: "dinonaktifkan",
  admin: "admin",
};
