/** A page that failed. Small: it travels with every page. */
export const failure = {
  title: "Halaman ini gagal dimuat",
  lead: "Memuat halaman tidak mengubah data apa pun. Coba muat lagi. Kalau tetap gagal, catat kode ini untuk tim teknis:",
  retry: "Muat lagi",
  help: "Bantuan dan kontak",
  /** The same while the database does not answer. */
  unavailable: {
    title: "Sebentar, halaman ini belum bisa dimuat",
    lead: "Basis data SeTrip sedang tidak menjawab. Tidak ada yang hilang. Coba muat lagi sebentar lagi.",
  },
  /** Above a form that was sent, while its page stays. Which one is said depends on what is known. */
  sent: {
    database: "Basis data SeTrip sedang tidak menjawab. Isianmu masih di sini dan belum diproses.",
    offline: "Kamu sedang tidak terhubung ke internet, jadi belum ada yang terkirim. Isianmu masih di sini.",
    refused:
      "SeTrip belum bisa menerimanya, jadi belum ada yang diproses. Isianmu masih di sini. Tunggu sebentar, lalu kirim lagi.",
    /** For a proxy in front that says so without words of ours. */
    tooLarge:
      "Yang kamu kirim terlalu besar, jadi belum ada yang diproses. Isianmu masih di sini. Pilih berkas yang lebih kecil atau pendekkan teksnya, lalu kirim lagi.",
    /** After the server's own sentence. */
    stillHere: "Isianmu masih di sini dan belum diproses.",
    uncertain:
      "Basis data SeTrip berhenti menjawab di tengah jalan, dan kami belum tahu apakah isianmu tercatat. Isianmu masih di sini; lihat dulu di tab baru sebelum mengirim lagi.",
    lost: "Jawaban SeTrip tidak sampai ke sini. Isianmu bisa jadi sudah tercatat, bisa jadi belum. Semuanya masih di sini; lihat dulu di tab baru sebelum mengirim lagi.",
    failed:
      "Ada yang gagal di SeTrip, dan kami belum tahu apakah isianmu tercatat. Semuanya masih di sini; lihat dulu di tab baru sebelum mengirim lagi.",
    /** Where it does no harm to send it twice. */
    repeatable:
      "Jawaban SeTrip tidak sampai ke sini, jadi belum pasti apakah isianmu tercatat. Semuanya masih di sini, dan aman untuk dikirim lagi.",
    /** Before the one in the log. */
    code: "Kode untuk tim teknis:",
    sendAgain: "Kirim lagi",
    look: "Lihat di tab baru",
  },
};
