/** The morning page and the pages of its runs. Times, ages and amounts come in formatted. */
export const system = {
  title: "System",
  mainNavigation: "Navigasi admin",

  headline: {
    databaseAway: "Basis data tidak menjawab. Tidak ada yang bisa dibaca.",
    down: "penjadwal atau server berhenti",
    clock: "jam server melompat dan semua job ditahan",
    behind: (jobs: number) => `${jobs} job belum menyusul`,
    others: (things: number) => `${things} hal lain`,
    failed: (jobs: number) => `${jobs} job gagal`,
    late: (jobs: number) => `${jobs} job terlambat`,
    stuck: (amount: string) => `${amount} tertahan`,
    findings: (watches: number) => `${watches} pantauan lain menemukan sesuatu`,
    blind: (watches: number) => `${watches} pantauan tidak bisa memeriksa`,
    paused: (jobs: number) => `${jobs} dijeda.`,
    alsoPaused: (jobs: number) => `${jobs} dijeda`,
    notes: (jobs: number) => `${jobs} catatan.`,
    beingHandled: (what: string) => `${what} (sedang ditangani)`,
    /** What matters most, before anything is counted. */
    grave: {
      books: "pembukuan tidak cocok",
      seats: "jumlah kursi tidak cocok",
      mails: "tidak ada email yang keluar",
    },
    /** Followed by how many are looked after and how many are snoozed. */
    handled: "Tidak ada yang menunggu kamu.",
    notices: {
      database: "sebagian basis data tidak menjawab",
      "data-folder": "folder data tidak bisa dipakai",
      disk: "disk hampir penuh",
      migrations: "tabel database belum lengkap",
      books: "pemeriksaan pembukuan terputus",
      backup: "cadangan terbaru sudah terlalu lama",
      "mail-key": (mails: string) => `${mails} email belum bisa dikirim`,
      contact: "kontak belum lengkap",
      patrol: "patroli terlambat",
    },
  },
  live: {
    checked: (ago: string) => `dicek ${ago}`,
    justNow: "baru saja",
    secondsAgo: (seconds: number) => `${seconds} detik lalu`,
    minutesAgo: (minutes: number) => `${minutes} menit lalu`,
    every: "Diperbarui sendiri tiap 10 detik",
    everySeconds: (seconds: number) => `Diperbarui sendiri tiap ${seconds} detik`,
    away: { unreachable: "Server tidak menjawab.", databaseAway: "Basis data tidak menjawab." },
    notCurrent: "Yang tampil di bawah belum diperbarui. Mencoba lagi…",
  },
  warnings: {
    "data-folder": (cause: "missing" | "no-folder" | "denied" | "read-only" | "full" | "lost" | "strange" | "other") =>
      cause === "strange"
        ? "Database dan berkas unggahan bukan satu pasang, jadi tidak ada berkas yang dihapus sampai jelas. `npx ronda doctor` menyebut sebabnya."
        : `Foto dan bukti transfer tidak bisa disimpan: ${
            {
              missing:
                "folder di `SETRIP_DATA_DIR` tidak ada. Mungkin disknya belum terpasang, atau namanya salah ketik.",
              "no-folder": "`SETRIP_DATA_DIR` bukan folder.",
              denied: "pengguna yang menjalankan aplikasi tidak boleh menulis di folder `SETRIP_DATA_DIR`.",
              "read-only": "disk folder `SETRIP_DATA_DIR` terpasang hanya untuk dibaca.",
              full: "disk folder `SETRIP_DATA_DIR` penuh.",
              lost: "foto atau bukti yang dicatat basis data tidak ada di folder `uploads`. Mungkin disknya belum terpasang, atau foldernya terhapus. Pasang disknya, atau pulihkan dari cadangan.",
              other: "folder `SETRIP_DATA_DIR` tidak bisa ditulisi; `/api/health/ready` menyebut sebabnya.",
            }[cause]
          }`,
    disk: (folder: string, free: string) =>
      `Disk \`${folder}\` hampir penuh: tinggal ${free}. Sebentar lagi basis data, log, dan foto tidak bisa ditulis.`,
    database: (reason: string) =>
      `Basis data: ${reason}. Halaman yang membutuhkannya menjawab bahwa ia sedang tidak bisa.`,
    migrations: "Tabel database belum sesuai rilis ini. Mulai ulang aplikasi; kalau tetap begini, lihat lognya.",
    books: "Pemeriksaan pembukuan terakhir terputus sebelum selesai. Jalankan `money-reconcile` sekali lagi.",
    patrol: (error: string | null) =>
      `Patroli tidak jalan beberapa menit ini, jadi yang salah sekarang belum tentu dilaporkan${error ? `: ${error}` : ""}. Lihat \`pm2 status\` dan bab "Patroli berhenti" di panduan.`,
    backup: (age: string) =>
      `Cadangan terbaru dari database dan berkas unggahan sudah berumur ${age}. Lihat mengapa job \`backup\` tidak berhasil, lalu tekan tombolnya, atau jalankan \`npm run backup\` di server.`,
    "mail-key": (mails: string) =>
      `${mails} email menunggu karena RESEND_API_KEY belum diisi. Isi di .env, lalu mulai ulang; email yang menunggu terkirim sendiri.`,
    contact: (variables: string) =>
      `Orang belum tahu siapa yang menjalankan SeTrip ini dan harus menulis ke mana. Isi ${variables} di .env, lalu mulai ulang.`,
    testClock: (offset: string) =>
      `Jam uji sedang dipakai: waktu digeser ${offset}. Jangan dipakai untuk data sungguhan.`,
  },

  attention: {
    title: "Perlu perhatian",
    since: (at: string) => `sejak ${at}`,
    oldest: (age: string) => `tertua ${age}`,
    /** Both are followed by a moment. */
    oldestOne: "yang tertua",
    foundAt: "ditemukan",
    seeError: "Lihat error",
    seeRun: "Lihat run",
    seeJob: "Ke kartu job",
    seeList: "Lihat daftarnya",
    whatToDo: "Apa yang harus dilakukan",
    mend: "Cara membereskannya",
    more: (problems: number) => `${problems} hal lain`,
    unchecked:
      "Uang tertahan, berkas hilang, dan email mati belum diperiksa sejak aplikasi dipasang. Patroli pertama melihatnya dalam satu menit.",
    host: "Penjadwal atau server",
    flapping: "berulang kali gagal lalu pulih",
    history: "riwayat",
    acknowledged: (by: string) => `Ditangani ${by} sejak`,
    snoozed: (by: string) => `Didiamkan ${by} sampai`,
    pausedJob: (job: string, until: string | null) => (until ? `${job} dijeda sampai ${until}` : `${job} dijeda`),
    /** That a job which works on the same things as a watch looks at is paused. */
    pausedNear: (job: string, by: string, until: string | null, reason: string | null) =>
      `Mungkin ada hubungannya: ${job} dijeda oleh ${by}${until ? ` sampai ${until}` : ""}${reason ? `, “${reason}”` : ""}.`,
    databaseAnswers: "Database sekarang menjawab, jadi tombolnya bisa langsung dicoba. Kalau gagal lagi:",
    doesIt: (does: string) => `Tombolnya ${does.charAt(0).toLowerCase()}${does.slice(1)}`,
    atServer: "Di server, dari folder aplikasi:",
    alsoMends: (others: string) => `Perintah yang sama juga membereskan ${others}.`,
    formerly: (by: string, lasted: string) => `${by} menanganinya ${lasted} lalu, tetapi masih belum beres.`,
    missedSince: (slots: string) => `Sejak itu ${slots} jadwal lagi terlewat.`,
    afterCommand:
      "Setelah itu pemicu berikutnya diterima sendiri; yang tertinggal dikerjakan dengan Jalankan sekarang.",
    /** What a problem follows from. Between the first words and the last stands the job's name, then a moment. */
    causes: {
      job: "Akibat dari",
      paused: "Mungkin karena",
      host: "Akibat dari penjadwal atau server,",
      state: { job: "yang bermasalah sejak", paused: "dijeda sejak", host: "yang bermasalah sejak" },
      overWithIt: "Beres sendiri begitu itu beres.",
      inShort: (job: string | null) => `akibat dari ${job ?? "penjadwal atau server"}`,
    },
    changed: "Ada perubahan: tampilkan",
    over: "Sudah beres.",
  },

  /** Triggers that were turned away. */
  rejected: {
    called: (times: string) => `Yang memanggil, ${times} kali:`,
    nameless: "pemanggil tanpa nama",
    last: "terakhir",
    /** Followed by a job's name, a moment, and `onlyThis`. */
    accepted: "Secret aplikasi benar: pemicu",
    onlyThis:
      "diterima dari pemanggil sejenis. Hanya baris crontab job ini yang membawa secret lama, jadi pasang ulang barisnya.",
    noneAccepted:
      "Sejak itu tidak ada pemicu job lain yang diterima dari pemanggil sejenis: secret di crontab lama untuk semuanya, jadi tulis ulang berkasnya.",
  },

  /** What to do about what the engine says, by the kind of its reason or warning. */
  advice: {
    "never-ran": "Crontab mungkin belum terpasang",
    "off-slot": "Zona waktu server mungkin bukan UTC",
    rejected: "CRON_SECRET di crontab mungkin lama",
    "no-secret": "Isi di .env, lalu mulai ulang.",
    channel: "Periksa alamatnya di .env.",
    clock:
      "Betulkan jamnya di server dengan `sudo timedatectl set-ntp true`, lalu semuanya jalan lagi sendiri. Kalau jam yang tertulis memang benar, nyatakan dengan tombol di bawah.",
    "clock-leapt":
      "Betulkan jamnya di server dengan `sudo timedatectl set-ntp true`, lalu semuanya jalan lagi sendiri. Kalau jamnya memang benar, `npx ronda trust-clock` di server itu menyatakannya",
    deadman:
      "Periksa DEADMAN_PING_URL di .env; sampai itu benar, tidak ada yang memberi tahu bila seluruh server mati.",
  },

  /** A run of the mail job in which none got out. Follows "its result is of no use:". */
  mailsUnsentInShort: (mails: number) => `penyedia email tidak menerima satu pun dari ${mails} email`,
  mailsUnsent: (mails: number) =>
    `${mails} email seharusnya terkirim, tetapi penyedia email tidak menerima satu pun, dan sejak itu belum ada yang terkirim`,
  /** A backup that lacks uploads. Follows "its result is of no use:". */
  /** What a run of ours notes, by what it is; figures come in as they were written. See `job-notes.ts`. */
  jobNotes: {
    "mails-left": (mails: string) => `${mails} email masih menunggu: lebih dari yang bisa dikirim satu run`,
    "mails-keyless": (mails: string) => `${mails} email menunggu: RESEND_API_KEY belum diisi`,
    unfinished: () => "dihentikan sebelum semuanya selesai; run berikutnya melanjutkan",
    "unfinished-today": () => "dihentikan sebelum semua diingatkan; jalankan lagi hari ini",
    "unfinished-trips": (trips: string) => `dihentikan sebelum selesai; ${trips} trip masih perlu diselesaikan`,
    "files-left": (files: string) => `${files} berkas diperiksa malam berikutnya`,
    "table-by-table": () => "database ditulis tabel demi tabel, karena pg_dump tidak cocok atau tidak ada",
    "files-missing": (files: string) => `${files} berkas yang tercatat tidak ditemukan`,
    "backup-damaged": (files: string) =>
      `${files} berkas di cadangan sebelumnya rusak dan disalin lagi: periksa disk tempat cadangan`,
    "uploads-damaged": (files: string) =>
      `${files} berkas unggahan rusak atau hilang di tempatnya; salinannya di cadangan disimpan: kembalikan`,
    "uploads-lost": (files: string) =>
      `${files} gambar unggahan tidak utuh dan tidak punya salinan lain: periksa penyimpanannya`,
  },
  backupIncomplete: (uploads: number) =>
    `${uploads} unggahan tidak ada di cadangan ini, atau tidak utuh. Jalankan check-stored-files, lalu lihat namanya di log run ini`,

  jobs: {
    title: "Job",
    none: "Belum ada job yang terdaftar di jobs/index.ts.",
    handWritten: "Handler buatan sendiri, tanpa jadwal di registry",
    /** What each badge means, for who points at it or hears it. */
    badges: {
      OK: "berjalan sesuai jadwal",
      STALE: "terlambat, jadwalnya lewat tanpa run yang sukses",
      FAILED: "run terakhirnya gagal, atau hasilnya tidak berguna",
    },
    lastRun: "Run terakhir",
    lastSuccess: "Sukses terakhir",
    nextRun: "Run berikutnya",
    duration: "Durasi terakhir",
    usual: (low: string, high: string) => (low === high ? `biasanya ${low}` : `biasanya ${low} – ${high}`),
    lastTrigger: "Pemicu terakhir",
    sevenDays: "7 hari",
    runs: (count: string) => `${count} run`,
    errors: (count: string) => `${count} error`,
    note: "Catatan",
    never: "belum pernah",
    /** A job in one line, on a phone. */
    last: (at: string) => `terakhir ${at}`,
    next: (at: string) => `berikutnya ${at}`,
    lastError: "Error terakhir",
    facts: "Kapan dan berapa lama",
    median: "Biasanya",
    medianOf: (median: string, runs: number) => `${median} (median ${runs} sukses terakhir)`,
    nextRuns: "Run berikutnya",
    previousSecret: "Masih memakai CRON_SECRET_PREVIOUS",
    open: (job: string) => `Semua tentang ${job}`,
    paused: "Dijeda",
    pausedUntil: (until: string) => `Dijeda sampai ${until}`,
  },
  /** What is worth doing about a job that is well so far. */
  noteBoxes: {
    lastRejected: "Terakhir",
    calledBy: "oleh pemanggil yang menyebut dirinya",
    namelessCaller: "oleh pemanggil yang tidak menyebut namanya",
    ownCaller: "Pemicu job ini sendiri menamakan dirinya",
    otherCaller:
      "Jadi yang ditolak itu bukan crontab yang biasa: cari di mesin lain, atau di crontab milik pengguna lain.",
    rejectedPaused:
      "Ada yang memanggil job ini dengan secret yang salah. Itu tidak menjalankan apa pun; job ini sendiri sedang dijeda.",
    means: {
      rejected:
        "Ada yang memanggil job ini dengan secret yang salah. Job-nya sendiri tetap jalan dari jadwalnya, tetapi pemanggil itu tidak menjalankan apa pun.",
      slow: "Hasilnya tetap benar. Kalau makin lama, run-nya dihentikan pada batasnya dan job ini gagal.",
    },
  },
  /** Every slot of a job's last seven days, and how it went. */
  slots: {
    title: "Tujuh hari terakhir",
    noneYet: "Belum ada jadwal yang lewat.",
    unusual: (slots: string) => `${slots} jadwal yang tidak tepat waktu`,
    newest: (slots: number) => `Hanya ${slots} yang terbaru ditampilkan.`,
    seeRow: "Lihat run",
    week: "Tujuh hari terakhir, tiap jadwal, per hari WIB",
    none: "tidak ada jadwal",
    marks: {
      "on-time": "tepat waktu",
      late: "terlambat",
      missed: "terlewat",
      failed: "gagal",
      skipped: "dilewati",
      running: "sedang berjalan",
    },
    counts: {
      "on-time": (slots: number) => `${slots} tepat waktu`,
      late: (slots: number) => `${slots} terlambat`,
      missed: (slots: number) => `${slots} terlewat`,
      failed: (slots: number) => `${slots} gagal`,
      skipped: (slots: number) => `${slots} dilewati`,
      running: (slots: number) => `${slots} sedang berjalan`,
    },
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
    ready: (payouts: string, amount: string) => `${payouts} pencairan siap ditransfer, ${amount}.`,
    toPayouts: "Ke Pencairan",
    none: "Belum pernah diperiksa. Jalankan money-reconcile untuk melihatnya.",
    seeRun: "Lihat pemeriksaan",
  },
  upcoming: {
    title: "24 jam ke depan",
    within: (age: string) => `dalam ${age}`,
    due: "sekarang",
    none: "Tidak ada jadwal dalam 24 jam ke depan.",
    more: (slots: string) => `dan ${slots} kali lagi`,
    rest: (lines: number) => `${lines} jadwal lagi`,
    /** Why a slot may come to nothing as things are. */
    doubts: {
      rejected: "akan ditolak (401), selama secret pemicunya salah",
      late: "belum tentu datang: jadwal sebelumnya terlewat",
      mails: "tidak akan mengirim apa pun, selama penyedia menolak email",
      books: "gagal lagi, selama pembukuan tidak cocok",
      failed: "bisa gagal lagi: run terakhirnya gagal",
      paused: (until: string | null) => (until ? `tidak jalan: dijeda sampai ${until}` : "tidak jalan: dijeda"),
    },
  },

  /** Where triggers come from. */
  scheduler: {
    title: "Penjadwal",
    from: "Pemicu dari",
    ofJobs: (jobs: string) => `${jobs} job`,
    since: "sejak",
    lastTrigger: "terakhir",
    nowhere: "belum ada pemicu",
    secret: "Secret",
    current: "CRON_SECRET",
    previous: (jobs: string) => `CRON_SECRET_PREVIOUS dipakai ${jobs} job`,
    untriggered: "Belum pernah dipicu",
    patrol: "Patroli terakhir",
    never: "belum pernah",
    backup: "Cadangan terakhir",
    noBackup: "belum ada: npm run backup",
    runbook: "Kalau pemicu tidak datang",
    sources: {
      scheduler: "penjadwal di dalam aplikasi",
      curl: "curl (crontab)",
      vercel: "Vercel Cron",
      other: "pemanggil lain",
    },
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
  },

  /** What came of something that an admin did. */
  verbs: {
    done: (summary: string) => (summary ? `Selesai. ${summary}` : "Selesai."),
    failed: (message: string) => `Gagal: ${message}`,
    skipped: (why: string) => `Tidak dijalankan: ${why}.`,
    started: "Masih berjalan. Hasilnya muncul di sini begitu selesai.",
    twice:
      "Permintaan ini sudah pernah diterima, jadi tidak dikerjakan dua kali. Hasilnya ada di daftar jalannya job ini. Kalau tidak ada apa-apa di sana, muat ulang halaman lalu minta lagi.",
    unknownJob: "Job ini tidak ada lagi. Muat ulang halaman.",
    unknownUntil: "Pilih sampai kapan, lalu kirim lagi. Belum ada yang berubah.",
    unknownRun: "Run ini tidak ada lagi: run lama dihapus setelah beberapa waktu.",
    seeRun: "Lihat run-nya",
    seeJob: "Lihat job-nya",
    paused: "Dijeda sampai dilanjutkan.",
    pausedUntil: (until: string) => `Dijeda sampai ${until}.`,
    resumed: "Dilanjutkan. Job ini jalan lagi pada jadwal berikutnya.",
    acknowledged: "Dicatat: kamu menanganinya. Pengingat berhenti sampai ini beres.",
    snoozed: (until: string) => `Diam sampai ${until}.`,
    tested: (channel: string) => `Pesan uji diterima ${channel}. Lihat apakah terbaca di sana.`,
    untested: (error: string) => `Tidak sampai: ${error}`,
    clockTrusted: "Dicatat: jam server ini benar. Semua job jalan lagi pada jadwal berikutnya.",
    released: "Run ini dilepas. Job-nya bisa jalan lagi.",
  },

  /** The forms of these. */
  forms: {
    pending: "Sebentar…",
    reason: "Alasan",
    reasonHint: "Satu baris, untuk yang membaca ini nanti.",
    optional: (label: string) => `${label} (boleh kosong)`,
    until: "Sampai",
    untilHours: (hours: number) => `${hours} jam lagi`,
    untilMorning: "pagi berikutnya, 08.00 WIB",
    untilResumed: "sampai dilanjutkan",
    untilOver: "sampai ini beres",
    runNow: "Jalankan sekarang",
    runNowLead: "Langsung bekerja pada data sungguhan, dicatat sebagai manual atas namamu.",
    runMissedLead:
      "Mengerjakan yang tertinggal sekarang, dicatat sebagai manual atas namamu. Jadwal yang terlewat ini tetap tercatat terlewat.",
    runAgain: "Jalankan lagi",
    runAgainLead: "Job yang sama dengan masukan yang sama.",
    trustClock: "Jam itu memang benar",
    trustClockLead:
      "Hanya bila jam yang tertulis di atas cocok dengan jam di dinding, misalnya setelah server mati berbulan-bulan. Semua yang jatuh tempo menurut jam itu langsung dikerjakan: pesanan yang belum dibayar berakhir, trip selesai, dana dilepas.",
    trustClockSubmit: "Jamnya benar, jalankan lagi semuanya",
    runInSpite: "Sudah dipastikan, jalankan",
    /** That a job beside this one is paused, before this one is run. */
    pausedBeside: (job: string, by: string, until: string | null, reason: string | null) =>
      `${job} dijeda oleh ${by}${until ? ` sampai ${until}` : ""}${reason ? `: “${reason}”` : ""}. Job ini bekerja pada hal yang sama: tanyakan dulu apakah aman dijalankan sekarang.`,
    running: "Menjalankan…",
    pause: "Jeda",
    pauseLead:
      'Selama dijeda, pemicu dijawab "dijeda" dan tidak ada jadwal yang dihitung terlewat. Tombol Jalankan sekarang tetap bekerja.',
    pauseSubmit: "Jeda job ini",
    resume: "Lanjutkan",
    resumeFor: (job: string) => `Lanjutkan: ${job}`,
    acknowledge: "Saya tangani",
    changeHandling: "Ubah",
    changeHandlingOf: (subject: string) => `Ubah siapa yang menangani: ${subject}`,
    acknowledgeLead:
      "Pengingat berhenti sampai ini beres, atau sampai waktu yang dipilih. Kabar bahwa ini beres tetap datang.",
    acknowledgeFor: (subject: string) => `Saya tangani: ${subject}`,
    testChannel: "Kirim pesan uji",
    testChannelFor: (channel: string) => `Kirim pesan uji lewat ${channel}`,
    release: "Lepaskan run ini",
    releaseLead:
      "Untuk run yang macet: ditutup dan job-nya bebas lagi. Kalau fungsinya ternyata masih bekerja, hasilnya tidak lagi dihitung.",
  },

  /** What a job runs within. */
  limits: {
    title: "Batas",
    startGrace: "Terlambat setelah",
    maxRun: "Dihentikan setelah",
    maxSilence: "Terlambat bila tanpa sukses selama",
    catchUp: "Jadwal yang terlewat saat server mati",
    catchUps: { none: "tidak disusulkan", once: "disusulkan sekali" },
    attempts: "Percobaan",
    attemptsOf: (attempts: number) => `sampai ${attempts} kali dalam satu run`,
    alerts: "Peringatan",
    alertsAfter: (failures: number) =>
      failures === 1 ? "setelah kegagalan pertama" : `setelah ${failures} kegagalan berturut-turut`,
  },

  byHand: {
    command: "Perintah untuk terminal",
    title: "Memicu dari terminal",
    lead: "Dijalankan di server, oleh user yang punya crontab. Secret-nya dibaca dari file yang dibuat `npx ronda export curl-config`, jadi tidak ada di baris ini.",
    line: "Baris curl",
    copy: "Salin baris ini",
    copied: "Tersalin",
  },

  /** Said of a job that is paused. */
  pausedBy: {
    until: "Dijeda sampai",
    open: "Dijeda sampai dilanjutkan",
    by: (who: string) => `oleh ${who}`,
    /** Followed by a moment. */
    since: "sejak",
    skipped: "Jadwalnya dilewati dan tidak dikejar sesudahnya.",
  },

  runbook: {
    title: "Panduan",
    open: "Buka bagian ini di panduan",
  },

  /** Where alerts go. */
  channels: {
    title: "Saluran peringatan",
    none: "Belum ada. Isi ADMIN_ALERT_WEBHOOK_URL di .env untuk pesan Discord.",
    delivered: "terakhir terkirim",
    neverDelivered: "belum pernah mengirim",
    waiting: (alerts: string) => `${alerts} menunggu dikirim`,
    toTest: (channel: string) => `Pesan uji ${channel}`,
    advice: (variables: string) => `Periksa ${variables} di \`.env\`, mulai ulang, lalu kirim pesan uji.`,
    mailsDown: "Peringatan lewat email sampai lagi begitu email terkirim lagi: bereskan `process-email-jobs`.",
    mailAdvice:
      "Minta seorang admin mengonfirmasi alamatnya, atau buat admin dengan `npm run admin:add`; lalu kirim pesan uji.",
    failing: (alerts: string, message: string) =>
      `${alerts} peringatan belum sampai: ${message}. Percobaan pertama yang gagal:`,
  },

  incidents: {
    title: "Riwayat insiden",
    lead: "Semua yang pernah salah, yang terbaru di atas.",
    none: "Belum pernah ada insiden.",
    open: "TERBUKA",
    handled: "DITANGANI",
    over: "BERES",
    merged: "DIGABUNG",
    left: "DILEPAS",
    toMerged: "Belum beres: lanjut di insiden gabungannya",
    lasted: (age: string) => `berlangsung ${age}`,
    until: (at: string) => `sampai ${at}`,
    reasons: "Alasan",
    history: "Urutan kejadian",
    deliveries: "Peringatan yang dikirim",
    noDeliveries: "Tidak ada peringatan yang dikirim tentang ini.",
    attempts: (made: number) => `${made} kali dicoba`,
    times: (times: string) => `${times} kali`,
    last: "terakhir",
    states: { sent: "terkirim", waiting: "menunggu", givenUp: "tidak terkirim" },
    events: {
      opened: "Mulai",
      changed: "Ada alasan baru",
      reminded: "Diingatkan lagi",
      quiet: "Tenang",
      returned: "Kembali lagi",
      acknowledged: "Ditangani",
      snoozed: "Didiamkan",
      merged: "Digabung ke insiden lain",
      left: "Dipisah dari insiden lain",
      resolved: "Beres",
      withdrawn: "Peringatan ditarik kembali",
    },
    kinds: {
      opened: "mulai",
      changed: "alasan baru",
      reminder: "pengingat",
      resolved: "beres",
      withdrawn: "ditarik kembali",
      unrecorded: "tidak tercatat",
      recorded: "tercatat lagi",
      summary: "ringkasan",
      test: "uji",
    },
  },

  runs: {
    all: "Semua run",
    title: "Run terbaru",
    none: "Belum ada run. Run pertama muncul di sini setelah jadwal pertama, atau setelah Jalankan sekarang.",
    time: "Waktu",
    job: "Job",
    status: "Status",
    duration: "Durasi",
    payload: "Payload",
    error: "Error",
    collapse: "Lipat sukses kosong",
    collapsed: (count: number, since: string) => `${count} sukses kosong sejak ${since}`,
    open: (job: string) => `Buka run ${job}`,
    trigger: "Pemicu",
    allJobs: "Semua job",
    allStatuses: "Semua status",
    allTriggers: "Semua pemicu",
    filter: "Saring",
    clear: "Hapus saringan",
    noMatch: "Tidak ada run yang cocok dengan saringan ini.",
    newest: "Terbaru",
    older: "Lebih lama",
    pages: "Halaman run",
    rest: (runs: number) => `${runs} run lagi`,
    waiting: (runs: number) => `${runs} run baru`,
    manyWaiting: (runs: number) => `Lebih dari ${runs} run baru`,
  },

  run: {
    title: (job: string) => `Run ${job}`,
    timeline: "Urutan kejadian",
    slot: "Jadwal",
    slots: (slots: number) => `${slots} jadwal berturut-turut`,
    after: (late: string) => `${late} setelah jadwal`,
    heartbeat: "Tanda hidup terakhir",
    took: (duration: string) => `selama ${duration}`,
    attempts: (made: number) => `percobaan ke-${made}`,
    actor: "Oleh",
    lastSlot: "Sampai jadwal",
    started: "Mulai",
    host: "Host",
    release: "Rilis",
    /** What an error means for what the job works on, and what to do. */
    means: {
      error:
        "Job ini berhenti di tengah jalan. Yang sudah selesai tetap tersimpan; menjalankannya lagi melanjutkan sisanya.",
      timeout:
        "Job ini belum selesai pada batas waktunya, lalu dihentikan. Yang sudah selesai tetap tersimpan; menjalankannya lagi melanjutkan sisanya.",
      crashed:
        "Tidak ada kabar lagi dari run ini: prosesnya berakhir, macet, atau terputus dari database. Menjalankannya lagi melanjutkan yang belum selesai.",
    },
    whatToDo: "Apa yang harus dilakukan",
    stack: "Stack trace",
    incident: "Bagian dari insiden yang masih terbuka",
    incidentOver: "Bagian dari insiden yang sudah beres",
    log: "Log",
    noLog: "Run ini tidak menulis log.",
    payload: "Hasil",
    payloadJson: "Sebagai JSON",
    noPayload: "Run ini tidak menghasilkan apa pun.",
    input: "Masukan sebagai JSON",
    earlier: "Run sebelumnya",
  },

  /** What a run did, in words. */
  payload: {
    /** A figure far above the usual: what it counts, the figure, and what is usual. */
    unusual: (what: string, figure: string, usual: string) =>
      `Tidak biasa: ${figure} (${what}), biasanya ${usual}. Periksa apakah memang seharusnya begitu.`,
    /** What our own jobs tell, by their keys; other keys are said as they are. */
    names: {
      database: "Database ditulis oleh",
      encrypted: "Terenkripsi",
      uploads: "Berkas unggahan",
      bytes: "Byte",
      removed: "Cadangan lama dibuang",
      completed: "Trip selesai",
      ids: "Nomornya",
      payoutsReleased: "Pencairan dilepas",
      picked: "Diambil dari antrean",
      succeeded: "Terkirim",
      failed: "Gagal",
      scanned: "Berkas diperiksa",
      deleted: "Foto yang tidak dipakai trip mana pun dihapus",
      expired: "Kedaluwarsa",
      reminded: "Diingatkan",
      participants: "Peserta",
      organizers: "Organizer",
      bankRupiah: "Di rekening",
      owedToParticipantsRupiah: "Dijanjikan ke peserta",
      owedToOrganizersRupiah: "Bagian organizer",
      feesRupiah: "Biaya SeTrip",
      bankLinesRupiah: "Biaya bank, bunga, dan penarikan",
      checked: "Diperiksa",
      missing: "Hilang",
      back: "Ditemukan lagi",
      names: "Namanya",
      mailBodies: "Isi email dihapus",
      sessions: "Sesi",
      verifications: "Tautan verifikasi",
      bankAccountStops: "Tautan penghenti rekening",
      formerEmails: "Alamat email lama",
      rateLimits: "Hitungan percobaan",
      tripPapers: "Bukti lama",
      identityCards: "Kartu identitas",
      privateFiles: "Berkas pribadi",
    } as Record<string, string>,
    yes: "ya",
    no: "tidak",
    more: (entries: string) => `, dan ${entries} lagi`,
  },
};
