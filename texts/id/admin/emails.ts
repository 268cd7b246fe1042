/** The queue of mails. */
export const emails = {
  title: "Email",
  lists: { dead: "Gagal", failed: "Dicoba lagi", waiting: "Menunggu", sent: "Terkirim", discarded: "Dibuang" },
  leads: {
    dead: "Percobaannya habis, waktunya lewat, atau ditolak penyedia email. Perbaiki sebabnya, lalu kirim ulang atau buang.",
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
    search: "Tidak ada email ke alamat ini di daftar ini",
  },
  columns: { subject: "Perihal", to: "Kepada", template: "Jenis", attempts: "Percobaan", at: "Waktu", state: "Status" },
  next: "Dicoba lagi",
  attempts: (count: number, most: number) => `${count} dari ${most}`,
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
  forgotten: (days: number) => `Isinya sudah dihapus setelah ${days} hari.`,
  resend: "Kirim ulang",
  resending: "Mengantre…",
  resendLead:
    "Masuk antrean lagi dan mendapat semua percobaannya dari awal. Kalau dulu ternyata terkirim, penerima bisa mendapatnya dua kali.",
  discard: "Buang",
  discarding: "Membuang…",
  discardLead: "Email ini tidak akan dikirim. Catatannya tetap ada.",
  groups: {
    title: "Menurut sebabnya",
    noError: "Tanpa keterangan",
    all: "Semua sebab",
    count: (count: string) => `${count} email.`,
    none: "Tidak ada yang bisa dikirim ulang.",
    tooLate: (count: string) => `${count} tidak ikut karena waktunya sudah lewat.`,
    secret: (count: string) =>
      `${count} tidak ikut karena berisi tautan sekali pakai yang sudah dihapus: pemilik akunnya bisa meminta tautan baru.`,
    resend: (count: string) => `Kirim ulang ${count} email`,
    resendNow: (count: string) => `Ya, kirim ulang ${count} email`,
    resending: "Mengantre…",
    confirm:
      "Bereskan dulu sebabnya. Setelah itu email masuk antrean lagi dan mendapat semua percobaannya dari awal. Yang dulu ternyata terkirim bisa sampai dua kali.",
  },
  /** What the provider's answers mean, and what to do. */
  causes: {
    address: {
      says: "Alamat penerimanya tidak bisa menerima email, mungkin salah ketik.",
      todo: "Hanya pemilik akun yang bisa mengubah alamatnya, di halaman akunnya. Buka orangnya dan hubungi lewat WhatsApp; setelah ia mengubahnya, buang email ini: yang baru berangkat ke alamat baru.",
    },
    key: {
      says: "Penyedia email tidak mengenal kunci kita.",
      todo: "Salin kunci yang berlaku ke RESEND_API_KEY di .env, mulai ulang, lalu kirim ulang.",
    },
    suspended: {
      says: "Penyedia email menangguhkan akun kita.",
      todo: "Masuk ke akun penyedia email, bereskan tagihan atau peringatannya, lalu kirim ulang.",
    },
    domain: {
      says: "Domain pengirim belum diverifikasi di penyedia email.",
      todo: "Verifikasi domain dari EMAIL_FROM di penyedia email, lalu kirim ulang.",
    },
    testing: {
      says: "Akun penyedia email masih dalam masa uji: ia hanya mengirim ke pemiliknya.",
      todo: "Verifikasi domain di penyedia email, isi EMAIL_FROM dengan domain itu, lalu kirim ulang.",
    },
    sender: {
      says: "Alamat pengirim ditolak penyedia email.",
      todo: "Periksa EMAIL_FROM di .env, mulai ulang, lalu kirim ulang.",
    },
    quota: {
      says: "Kuota email habis.",
      todo: "Tunggu kuota berikutnya atau naikkan paketnya di penyedia email, lalu kirim ulang.",
    },
    "too-fast": {
      says: "Penyedia email merasa kita mengirim terlalu cepat.",
      todo: "Periksa MAIL_CALLS_PER_SECOND di .env, lalu kirim ulang.",
    },
    "too-late": {
      says: "Waktunya sudah lewat sebelum email ini terkirim.",
      todo: "Isinya akan menyesatkan penerima sekarang: buang.",
    },
    field: {
      says: "Penyedia email menolak isi permintaan ini.",
      todo: "Ini pekerjaan developer: kirimkan kata-kata penyedia di bawah ini, lalu kirim ulang setelah diperbaiki.",
    },
    away: {
      says: "Penyedia email tidak menjawab, sampai semua percobaannya habis.",
      todo: "Kalau email lain sudah terkirim lagi, kirim ulang.",
    },
    unknown: {
      says: "Penyedia email menolaknya dengan kata-kata yang belum dikenal SeTrip.",
      todo: "Baca kata-katanya di bawah ini, bereskan sebabnya, lalu kirim ulang atau buang.",
    },
  },
  quoted: (words: string) => `Kata penyedia email: “${words}”`,
  toPerson: "Lihat orangnya",
  news: {
    resent: "Email masuk antrean lagi.",
    discarded: "Email dibuang.",
    resentMany: (count: string) => `${count} email masuk antrean lagi.`,
    resentSome: (count: string) => `${count} email masuk antrean lagi. Masih ada sisanya: kirim ulang sekali lagi.`,
  },
  refusals: {
    "none-left": "Tidak ada lagi yang bisa dikirim ulang di sini: sudah masuk antrean, atau waktunya sudah lewat.",
    "not-dead": "Email ini tidak lagi gagal: sudah terkirim, diantre ulang, atau dibuang.",
    secret: "Email ini berisi tautan sekali pakai yang sudah dihapus, jadi tidak bisa dikirim ulang.",
    "too-late": "Waktu email ini sudah lewat. Isinya akan menyesatkan penerima.",
    sent: "Email ini sudah terkirim.",
    already: "Email ini sudah dibuang.",
    "on-its-way": "Email ini sedang dikirim. Tunggu beberapa menit, lalu lihat lagi.",
  },
};
