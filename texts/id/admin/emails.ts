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
  /** In place of these while nothing goes out. */
  leadsDown: {
    failed:
      "Belum terkirim, karena pengiriman email sedang bermasalah. Dicoba lagi sendiri; terkirim begitu sebabnya beres.",
    waiting:
      "Belum terkirim, karena pengiriman email sedang bermasalah. Tidak ada yang hilang; terkirim sendiri begitu sebabnya beres.",
  },
  empty: {
    dead: "Tidak ada email yang gagal",
    failed: "Tidak ada email yang dicoba lagi",
    waiting: "Tidak ada email yang menunggu",
    sent: "Belum ada email yang terkirim",
    discarded: "Tidak ada email yang dibuang",
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
  resendInVain:
    "Alamat ini menolak email, jadi mengirim lagi ke sana gagal lagi. Hanya berguna kalau pemiliknya bilang alamatnya sudah bisa menerima.",
  whatsapp: (name: string) => `Hubungi ${name} lewat WhatsApp`,
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
  /** What follows a `mend` of {@link causes}: of a dead mail, of one that still waits, of a run, and of what cannot go again. */
  afterMend: {
    resend: ", lalu kirim ulang.",
    waits: ". Setelah itu email ini terkirim sendiri.",
    run: ", lalu tekan Jalankan lagi. Email yang waktunya belum lewat langsung terkirim.",
    gone: ". Email ini sendiri tidak bisa dikirim ulang.",
  },
  /** Of a mail that still waits, where there is nothing to mend. */
  triesItself: "Dicoba lagi sendiri pada waktu yang tertera.",
  /** What the provider's answers mean, and what to do. */
  causes: {
    address: {
      says: "Alamat penerimanya tidak bisa menerima email, mungkin salah ketik.",
      todo: "Hanya pemilik akun yang bisa mengubah alamatnya, di halaman akunnya. Buka orangnya dan hubungi lewat WhatsApp; setelah ia mengubahnya, buang email ini: yang baru berangkat ke alamat baru.",
    },
    key: {
      says: "Penyedia email tidak mengenal kunci kita.",
      mend: "Salin kunci yang berlaku ke RESEND_API_KEY di .env, mulai ulang",
    },
    suspended: {
      says: "Penyedia email menangguhkan akun kita.",
      mend: "Masuk ke akun penyedia email, bereskan tagihan atau peringatannya",
    },
    domain: {
      says: "Domain pengirim belum diverifikasi di penyedia email.",
      mend: "Verifikasi domain dari EMAIL_FROM di penyedia email",
    },
    testing: {
      says: "Akun penyedia email masih dalam masa uji: ia hanya mengirim ke pemiliknya.",
      mend: "Verifikasi domain di penyedia email, isi EMAIL_FROM dengan domain itu",
    },
    sender: {
      says: "Alamat pengirim ditolak penyedia email.",
      mend: "Periksa EMAIL_FROM di .env, mulai ulang",
    },
    quota: {
      says: "Kuota email habis.",
      mend: "Tunggu kuota berikutnya atau naikkan paketnya di penyedia email",
    },
    "too-fast": {
      says: "Penyedia email merasa kita mengirim terlalu cepat.",
      mend: "Periksa MAIL_CALLS_PER_SECOND di .env",
    },
    "too-late": {
      says: "Waktunya sudah lewat sebelum email ini terkirim.",
      todo: "Isinya akan menyesatkan penerima sekarang: buang.",
    },
    "unknown-outcome": {
      says: "Tidak pasti apakah email ini sampai: penyedia email tidak bisa lagi ditanya.",
      todo: "Tanyakan penerimanya. Kalau belum sampai, kirim ulang; kalau sudah, buang.",
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
  flash: {
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
