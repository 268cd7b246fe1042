/** The morning page and the pages of its runs. Times, ages and amounts come in formatted. */
export const system = {
  title: "System",
  mainNavigation: "Navigasi admin",

  headline: {
    databaseAway: "Basis data tidak menjawab. Tidak ada yang bisa dibaca.",
    databaseSlow: "basis data tidak menjawab tepat waktu, jadi uang yang tertahan belum terhitung",
    stuck: (amount: string) => `${amount} tertahan`,
    lost: (files: number) => `${files} berkas hilang`,
    notices: {
      database: "sebagian basis data tidak menjawab",
      "data-folder": "folder data tidak bisa dipakai",
      migrations: "tabel database belum lengkap",
      books: "pemeriksaan pembukuan terputus",
      "mail-key": (mails: string) => `${mails} email belum bisa dikirim`,
    },
    dead: (mails: number) => `${mails} email gagal`,
  },
  live: {
    checked: (ago: string) => `dicek ${ago}`,
    justNow: "baru saja",
    secondsAgo: (seconds: number) => `${seconds} detik lalu`,
    minutesAgo: (minutes: number) => `${minutes} menit lalu`,
    every: "Diperbarui sendiri tiap 10 detik",
    away: { unreachable: "Server tidak menjawab.", databaseAway: "Basis data tidak menjawab." },
    notCurrent: "Yang tampil di bawah belum diperbarui. Mencoba lagi…",
  },
  warnings: {
    "data-folder":
      "Folder `SETRIP_DATA_DIR` tidak ada atau tidak bisa ditulisi, jadi foto dan bukti transfer tidak bisa disimpan. Periksa disk dan izinnya; `/api/health/ready` menyebut sebabnya.",
    database: (reason: string) =>
      `Basis data: ${reason}. Halaman yang membutuhkannya menjawab bahwa ia sedang tidak bisa.`,
    migrations: "Tabel database belum sesuai rilis ini. Mulai ulang aplikasi; kalau tetap begini, lihat lognya.",
    books: "Pemeriksaan pembukuan terakhir terputus sebelum selesai. Jalankan `money-reconcile` sekali lagi.",
    "mail-key": (mails: string) =>
      `${mails} email menunggu karena RESEND_API_KEY belum diisi. Isi di .env, lalu mulai ulang; email yang menunggu terkirim sendiri.`,
    testClock: (offset: string) =>
      `Jam uji sedang dipakai: waktu digeser ${offset}. Jangan dipakai untuk data sungguhan.`,
  },

  attention: {
    title: "Perlu perhatian",
    since: (at: string) => `sejak ${at}`,
    oldest: (age: string) => `tertua ${age}`,
    seeError: "Lihat error",
    seeRun: "Lihat run",
    seeJob: "Ke kartu job",
    seeList: "Lihat daftarnya",
    payments: (count: string, hours: number) => `${count} pembayaran AWAITING lebih dari ${hours} jam`,
    payouts: (count: string, hours: number) => `${count} payout HELD lewat ${hours} jam dari waktu cairnya`,
    refunds: (count: string, days: number) => `${count} refund APPROVED belum ditransfer lebih dari ${days} hari`,
    photos: (count: string) => `${count} foto trip tercatat di database, tetapi tidak ada di penyimpanan`,
    papers: (count: string) =>
      `${count} bukti, KTP, atau lampiran tercatat di database, tetapi tidak ada di penyimpanan`,
    mails: (count: string) => `${count} email gagal dan tidak dicoba lagi sendiri`,
    restore: {
      mails: "Bereskan sebabnya, lalu kirim ulang atau buang",
      photos: "Pulihkan `uploads/trips` dari cadangan, atau minta penyelenggara mengganti fotonya",
      papers: "Pulihkan `uploads/private` dari cadangan; nama berkasnya ada di run terakhir",
    },
  },

  /** What to do about what the engine says, by the kind of its reason or warning. */
  advice: {
    "never-ran": "Crontab mungkin belum terpasang",
    "off-slot": "Zona waktu server mungkin bukan UTC",
    rejected: "CRON_SECRET di crontab mungkin lama",
    "no-secret": "Isi di .env, lalu mulai ulang.",
    channel: "Periksa alamatnya di .env.",
  },

  /** A run of the mail job in which none got out. Follows "its result is of no use:". */
  mailsUnsent: (mails: number) =>
    `${mails} email seharusnya terkirim, tetapi penyedia email tidak menerima satu pun, dan sejak itu belum ada yang terkirim`,

  jobs: {
    title: "Job",
    none: "Belum ada job yang terdaftar di jobs/index.ts.",
    handWritten: "Handler buatan sendiri, tanpa jadwal di registry",
    lastRun: "Run terakhir",
    lastSuccess: "Sukses terakhir",
    nextRun: "Run berikutnya",
    sevenDays: "7 hari",
    runs: (count: string) => `${count} run`,
    errors: (count: string) => `${count} error`,
    note: "Catatan",
    never: "belum pernah",
    lastError: "Error terakhir",
    week: "Tujuh hari terakhir, per hari WIB",
    previousSecret: "Masih memakai CRON_SECRET_PREVIOUS",
  },
  books: {
    title: "Dana titipan seharusnya",
    lead: "Jumlah yang harus ada di rekening SeTrip, menurut pembukuan.",
    asOf: "Per",
    participants: "Dijanjikan ke peserta",
    organizers: "Bagian organizer, ditahan atau siap cair",
    fees: "Biaya SeTrip",
    balanced: "Pembukuan cocok pada pemeriksaan terakhir.",
    broken: "Pemeriksaan terakhir gagal. Angka ini dari pemeriksaan sebelumnya.",
    running: "Sedang diperiksa lagi.",
    none: "Belum pernah diperiksa. Jalankan money-reconcile untuk melihatnya.",
    seeRun: "Lihat pemeriksaan",
  },
  upcoming: {
    title: "Berikutnya",
    within: (age: string) => `dalam ${age}`,
    due: "sekarang",
    none: "Tidak ada jadwal.",
  },

  runNow: {
    button: "Jalankan sekarang",
    buttonFor: (job: string) => `Jalankan sekarang: ${job}`,
    title: (job: string) => `Jalankan ${job}?`,
    lead: (name: string) =>
      `Job ini langsung bekerja pada data sungguhan. Run dicatat sebagai manual atas nama ${name} dan tidak mengambil jadwal berikutnya.`,
    confirm: "Jalankan",
    cancel: "Batal",
    close: "Tutup",
    running: "Menjalankan…",
    done: (summary: string) => `Selesai. ${summary}`,
    failed: (message: string) => `Gagal: ${message}`,
    skipped: (why: string) => `Tidak dijalankan: ${why}`,
    started: "Masih berjalan. Hasilnya muncul di daftar run begitu selesai.",
    unknown: "Job ini tidak ada lagi. Muat ulang halaman.",
    unreachable:
      "Server tidak menjawab, jadi belum pasti apakah job sudah jalan. Lihat daftar run sebelum mencoba lagi.",
  },

  runs: {
    title: "Run terbaru",
    none: "Belum ada run. Run pertama muncul di sini setelah jadwal pertama, atau setelah Jalankan sekarang.",
    time: "Waktu",
    job: "Job",
    status: "Status",
    duration: "Durasi",
    payload: "Payload",
    error: "Error",
    fold: "Lipat sukses kosong",
    folded: (count: number, since: string) => `${count} sukses kosong sejak ${since}`,
    open: (job: string) => `Buka run ${job}`,
  },

  run: {
    back: "System",
    title: (job: string) => `Run ${job}`,
    status: "Status",
    trigger: "Pemicu",
    actor: "Oleh",
    slot: "Jadwal",
    lastSlot: "Sampai jadwal",
    created: "Dicatat",
    started: "Mulai",
    finished: "Selesai",
    duration: "Durasi",
    host: "Host",
    release: "Rilis",
    reason: "Alasan",
    error: "Error",
    stack: "Stack trace",
    log: "Log",
    noLog: "Run ini tidak menulis log.",
    payload: "Payload",
    noPayload: "Run ini tidak menghasilkan payload.",
  },
};
