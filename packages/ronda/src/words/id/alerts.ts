/** What messages say. Names, counts, moments and durations come in formatted. */
export const alerts = {
  /** What it is about, at the start of a title. */
  subjects: {
    job: (name: string) => `Job ${name}`,
    watch: (name: string) => `Pantauan ${name}`,
    host: (name: string) =>
      name === "database"
        ? "Database"
        : name.startsWith("clock@")
          ? `Jam server ${name.slice(6)}`
          : "Penjadwal atau server",
  },
  /** What became of it. */
  failed: (subject: string) => `${subject} gagal`,
  late: (subject: string) => `${subject} terlambat`,
  found: (subject: string) => `${subject} menemukan sesuatu`,
  down: () => "Penjadwal atau server mati: sebagian besar job terlambat bersamaan",
  leapt: (subject: string) => `${subject} melompat: semua job ditahan`,
  clockRight: (subject: string) => `${subject} sudah benar, semua job jalan lagi`,
  databaseAway: () => "Database tidak bisa dipakai",
  databaseBack: (lasted: string) => `Database bisa dipakai lagi, setelah ${lasted}`,
  behind: (jobs: string) => `Penjadwal berjalan lagi, tetapi ada job yang belum menyusul: ${jobs}`,
  flapping: (subject: string) => `${subject} berulang kali gagal lalu pulih`,
  changed: (title: string) => `${title}, dan ada penyebab baru`,
  reminder: (title: string) => `${title}, masih belum beres`,
  resolved: (subject: string, lasted: string) => `${subject} sudah beres, setelah ${lasted}`,
  withdrawn: (subject: string) => `${subject} ternyata sukses`,
  unrecorded: (subject: string) => `Run ${subject} tidak bisa dicatat`,
  recorded: (lasted: string) => `Run bisa dicatat lagi, setelah ${lasted}`,
  summary: (amount: string) => `${amount} peringatan sekaligus`,
  test: () => "Pesan uji",

  withdrawnCause: "Run yang tidak ada kabarnya itu akhirnya sukses. Peringatan tentangnya keliru.",
  recordedCause: (runs: string) =>
    runs === "0" ? "Tidak ada run yang hilang." : `Run tanpa catatan, atau tanpa akhir: ${runs}.`,
  testCause: (by: string) => `Diminta oleh ${by}. Kalau pesan ini terbaca, saluran ini berfungsi.`,
  flappingCause: "Ini satu pesan untuk semuanya. Kabar beres menyusul setelah cukup lama tenang.",
  since: (at: string) => `Sejak ${at}`,
  streak: (runs: string) => `${runs} kali berturut-turut`,
  more: (amount: string) => `… dan ${amount} lagi`,
  whatToDo: (advice: string) => `Yang perlu dilakukan: ${advice}`,
  look: "Lihat",
  guide: "Panduan",

  advice: {
    error: "buka run-nya, baca errornya, perbaiki, lalu jalankan lagi.",
    timeout: "buka run-nya dan lihat di mana waktunya habis, lalu jalankan lagi.",
    crashed: "lihat apakah prosesnya mati atau dihentikan, lalu jalankan lagi.",
    expectation: "buka hasil run-nya, dan periksa mengapa kosong atau tidak berguna.",
    "never-ran": "pasang pemicunya.",
    missed: "periksa apakah pemicunya masih terpasang dan hidup, lalu jalankan job-nya sekarang.",
    silent: "buka run-run terakhirnya: job ini jalan, tetapi tidak pernah sukses.",
    "off-slot": "samakan zona waktu pemicunya dengan jadwalnya.",
    rejected: "pasang secret yang berlaku pada pemicunya.",
    "host-down": "lihat mengapa server mati, dan apakah semua job sudah menyusul.",
    "scheduler-down": "periksa apakah layanan cron di server hidup, dan crontab-nya masih terpasang.",
    "clock-leapt":
      "betulkan jamnya (sudo timedatectl set-ntp true); bila jamnya memang benar, nyatakan di halamannya atau dengan npx ronda trust-clock.",
    "database-away": "cari mengapa database mati: journalctl -u postgresql.",
    restarts: "cari apa yang memulai ulang prosesnya: deploy berulang, memori, atau health check.",
    found: "buka daftarnya dan selesaikan satu per satu.",
    blind: "periksa errornya: selama ini tidak ada yang melihat.",
    unrecorded: "periksa apakah basis datanya hidup dan bisa dihubungi.",
  } as Record<string, string>,
};

/** What every language's messages say. */
export type AlertTexts = typeof alerts;
