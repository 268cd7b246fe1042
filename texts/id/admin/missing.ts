/** Files that a row names and the store lacks. */
export const missing = {
  photo: (place: number) => `foto ke-${place}`,
  kinds: { foto: "foto", bukti: "bukti transfer", identitas: "kartu identitas", laporan: "lampiran laporan" },
  since: "tidak ditemukan sejak",
  uploader: "Bisa mengunggahnya lagi:",
  more: "dan yang lain",
  /** On the trip's own page and above the list of such trips. */
  title: "Foto yang hilang dari penyimpanan",
  todo: "Pengunjung melihat trip ini tanpa foto itu. Kalau ada cadangan: salin berkas ini, dan semua yang namanya berawalan sama, dari uploads/trips di cadangan ke uploads/trips di folder data, lalu jalankan check-stored-files. Kalau tidak ada: minta organizer menghapus foto ini dari tripnya dan mengunggahnya lagi.",
  guide: "Caranya, langkah demi langkah",
};
