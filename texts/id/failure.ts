/** A page that failed. Small: it travels with every page. */
export const failure = {
  title: "Halaman ini gagal dimuat",
  lead: "Memuat halaman tidak mengubah data apa pun. Coba muat lagi. Kalau tetap gagal, catat kode ini untuk tim teknis:",
  retry: "Muat lagi",
  /** The same while the database does not answer. */
  unavailable: {
    title: "Sebentar, halaman ini belum bisa dimuat",
    lead: "Basis data SeTrip sedang tidak menjawab. Tidak ada yang hilang. Coba muat lagi sebentar lagi.",
  },
  /** Above a form whose action the database could not serve. */
  notSent: "Basis data SeTrip sedang tidak menjawab. Isianmu masih di sini dan belum diproses.",
  sendAgain: "Kirim lagi",
  uncertain:
    "Basis data SeTrip berhenti menjawab di tengah jalan, dan kami belum tahu apakah isianmu tercatat. Muat ulang halaman ini dan lihat dulu sebelum mengirim lagi.",
};
