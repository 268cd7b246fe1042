/** What stands in place of a page while the database does not answer. */
export const unavailable = {
  title: "Sebentar, kami belum bisa menjawab",
  lead: "Basis data SeTrip sedang tidak menjawab. Tidak ada yang hilang: pesanan, pembayaran, dan datamu aman.",
  /** In place of `lead` where the database answers and takes no writes. */
  readOnlyLead:
    "Saat ini SeTrip bisa menampilkan, tetapi belum bisa menyimpan. Tidak ada yang hilang: pesanan, pembayaran, dan datamu aman.",
  again: "Halaman ini mencoba lagi sendiri dalam beberapa detik.",
  retry: "Coba lagi sekarang",
  notSent: "Yang baru kamu kirim belum diproses.",
  uncertain:
    "Kami belum tahu apakah yang baru kamu kirim sudah tercatat. Buka lagi halamannya sebentar lagi dan lihat dulu sebelum mengirim sekali lagi.",
  sendAgain:
    "Muat ulang halaman ini untuk mengirimnya lagi, atau kembali dengan tombol peramban: isianmu masih ada di sana.",
  back: "Ke beranda",
  admin: {
    title: "Basis data tidak menjawab",
    lead: "Halaman ini tidak bisa membaca apa pun, dan tidak ada job yang bisa dicatat sampai basis data kembali. Tidak ada yang hilang.",
    readOnly: {
      title: "Basis data tidak menerima tulisan",
      lead: "Halaman masih bisa dibaca, tetapi tidak ada yang bisa disimpan atau dicatat sampai basis data menerima tulisan lagi. Tidak ada yang hilang.",
    },
    why: {
      away: "Tidak ada jawaban dari PostgreSQL: apakah ia berjalan, dan apakah alamat di DATABASE_URL benar?",
      busy: "Semua koneksi terpakai: ada yang menahan basis data, atau beban terlalu besar.",
      "read-only":
        "PostgreSQL menjawab tetapi tidak menerima tulisan: disknya penuh, atau ia cadangan setelah failover. Periksa servernya, dan alamat di DATABASE_URL.",
      slow: "Sebuah kunci atau perintah terlalu lama: lihat pg_stat_activity, siapa yang menunggu siapa.",
    },
    ready: "Rincian untuk mesin ada di",
  },
};
