/** The queue of mails. */
import type { Texts } from "../../id.ts";

export const emails: Texts["admin"]["emails"] = {
  title: "Email",
  lists: { dead: "Gagal", failed: "Dicoba lagi", waiting: "Menunggu", sent: "Terkirim", discarded: "Dibuang" },
  leads: {
    dead: "Lima percobaan gagal, atau ditolak penyedia email. Perbaiki sebabnya, lalu kirim ulang atau buang.",
    failed: "Gagal sementara. Dicoba lagi sendiri pada waktu yang tertera.",
    waiting: "Belum dicoba. Terkirim dalam beberapa menit oleh job process-email-jobs.",
    sent: "Sudah diterima penyedia email, terbaru di atas.",
    discarded: "Tidak akan dikirim lagi.",
  },
  search: "Alamat email lengkap",
  empty: {
    dead: "Tidak ada email yang gagal",
    failed: "Tidak ada email yang dicoba lagi",
    waiting: "Tidak ada email yang menunggu",
    sent: "Belum ada email yang terkirim",
    discarded: "Tidak ada email yang dibuang",
    search: "Tidak ada email ke alamat ini",
  },
  columns: { subject: "Perihal", to: "Kepada", template: "Jenis", attempts: "Percobaan", at: "Waktu", state: "Status" },
  next: "Dicoba lagi",
  attempts: (count: string) => `${count} dari 5`,
  error: "Error terakhir",
  from: "Dari",
  created: "Dibuat",
  sentAt: "Terkirim",
  notAfter: "Tidak dikirim setelah",
  discardedAt: "Dibuang",
  preview: "Isi email",
  plain: "Isi sebagai teks",
  secret:
    "Email ini berisi tautan sekali pakai, jadi isinya tidak pernah ditampilkan dan tidak bisa dikirim ulang. Pemilik akun bisa meminta tautan baru.",
  forgotten: "Isinya sudah dihapus setelah 90 hari.",
  resend: "Kirim ulang",
  resending: "Mengantre…",
  resendLead:
    "Masuk antrean lagi dengan lima percobaan baru. Kalau dulu ternyata terkirim, penerima bisa mendapatnya dua kali.",
  discard: "Buang",
  discarding: "Membuang…",
  discardLead: "Email ini tidak akan dikirim. Catatannya tetap ada.",
  news: { resent: "Email masuk antrean lagi.", discarded: "Email dibuang." },
  refusals: {
    "not-dead": "Email ini tidak lagi gagal: sudah terkirim, diantre ulang, atau dibuang.",
    secret: "Email ini berisi tautan sekali pakai yang sudah dihapus, jadi tidak bisa dikirim ulang.",
    "too-late": "Waktu email ini sudah lewat. Isinya akan menyesatkan penerima.",
    sent: "Email ini sudah terkirim.",
    already: "Email ini sudah dibuang.",
    "on-its-way": "Email ini sedang dikirim. Tunggu beberapa menit, lalu lihat lagi.",
  },
};
