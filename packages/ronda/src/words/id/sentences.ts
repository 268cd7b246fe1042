import type { RunStatus, Trigger } from "../../types.ts";

/** What is said of jobs and runs. Counts, times and durations come in formatted; advice stands after its fact. */
export const sentences = {
  allWell: (jobs: number) => `Semua aman. ${jobs} job berjalan tepat waktu.`,
  allWaiting: (jobs: number) => `Semua aman. ${jobs} job menunggu jadwal pertamanya.`,
  failed: (jobs: number) => `${jobs} job gagal`,
  stale: (jobs: number) => `${jobs} job terlambat`,
  acknowledged: (incidents: number) => `${incidents} sedang ditangani`,
  snoozed: (incidents: number) => `${incidents} ditunda`,

  reasons: {
    timeout: "melewati batas waktu",
    crashed: "tanda hidupnya berhenti sebelum selesai",
    expectation: (message: string) => `selesai, tetapi hasilnya tidak berguna: ${message}`,
    neverRan: "belum pernah jalan",
    neverCame: (byHandAt: string) => `dijalankan manual ${byHandAt}, tetapi jadwalnya sendiri belum pernah datang`,
    missed: (slots: number) => `${slots} jadwal terlewat tanpa run`,
    stillMissed: (slots: number, byHandAt: string) =>
      `${slots} jadwal terlewat; dijalankan manual ${byHandAt}, tetapi jadwalnya sendiri belum datang lagi`,
    silentSince: (at: string) => `tidak ada sukses sejak ${at}`,
    silentEver: "belum pernah sukses",
    offSlot: (shift: string) => `jalan ${shift} di luar jadwal`,
    rejected: (times: number) => `pemicunya ditolak ${times} kali (401)`,
    onlyThisRejected: (job: string) => `Pemicu ${job} diterima, jadi hanya pemicu job ini yang memakai secret salah`,
    hostDown: "server mati pada jadwalnya",
    schedulerDown: (jobs: number, names: string) =>
      `${jobs} job terlambat bersamaan (${names}): tidak ada yang memicunya`,
    schedulerBack: (jobs: number, names: string, at: string) =>
      `pemicu datang lagi sejak ${at}, tetapi ${jobs} job belum menyusul (${names})`,
    found: (amount: string) => `${amount} ditemukan`,
    blind: (message: string) => `tidak bisa memeriksa: ${message}`,
    restarts: (times: number) => `${times} run terakhirnya terhenti karena proses dimulai ulang`,
    clockAhead: (by: string) =>
      `jam server ini melompat ${by} ke depan; semua yang bergantung pada waktu ditahan, dan tidak ada yang diubah`,
    clockBehind: (by: string) =>
      `jam server ini melompat ${by} ke belakang; semua yang bergantung pada waktu ditahan, dan tidak ada yang diubah`,
    databaseAway: (from: string, until: string) => `database tidak bisa dihubungi dari ${from} sampai ${until}`,
    unknownError: "gagal tanpa pesan",
  },

  runReasons: {
    running: (since: string) => `masih berjalan sejak ${since}`,
    worksOn: (since: string, status: string) =>
      `berjalan sejak ${since}; run itu sudah ditutup (${status}), tetapi fungsinya masih bekerja`,
    slotHasRun: (slot: string) => `jadwal ${slot} sudah dijalankan`,
    "ran-elsewhere": "jadwalnya sudah dijalankan proses lain",
    "none-alive": "tidak ada proses aplikasi yang hidup saat itu",
    "nobody-came": "tidak ada yang menjalankannya tepat waktu",
    "not-run-again": "run-nya dihentikan saat proses dimulai ulang, lalu tidak dijalankan lagi tepat waktu",
    "database-away": "database tidak bisa dihubungi selama job boleh mulai",
    "clock-leapt": "ditahan, karena jam server ini melompat",
    "was-paused": "job sedang dijeda saat itu",
    noPlace: (places: number) =>
      `menunggu sampai batasnya, karena job lain memakai semua ${places} tempat di proses ini`,
    paused: (by: string, reason: string | null) => (reason ? `dijeda oleh ${by}: ${reason}` : `dijeda oleh ${by}`),
    pausedUntil: (by: string, until: string, reason: string | null) =>
      reason ? `dijeda sampai ${until} oleh ${by}: ${reason}` : `dijeda sampai ${until} oleh ${by}`,
    inSpiteOf: (pause: string) => `dijalankan manual, walaupun ${pause}`,
    released: (by: string, reason: string) => `dihentikan oleh ${by}: ${reason}`,
    retried: (made: number, attempts: number) => `sukses pada percobaan ke-${made} dari ${attempts}`,
    restart: "dihentikan karena prosesnya dimulai ulang",
    crashed: "tidak ada kabar lagi dari run ini, lalu ditutup",
  },

  /** What to do about a row that never ran, by why it did not. */
  unrun: {
    "nobody-came":
      "Jalankan sekarang bila pekerjaannya tidak bisa menunggu, lalu cari mengapa pemicunya tidak datang: crontab, layanan cron, atau penjadwal di aplikasi.",
    "none-alive":
      "Cari mengapa server atau aplikasinya mati saat itu. Jalankan sekarang bila pekerjaannya tidak bisa menunggu jadwal berikutnya.",
    "not-run-again":
      "Jalankan sekarang bila pekerjaannya tidak bisa menunggu jadwal berikutnya; restart itu sendiri bukan kegagalan.",
    "database-away":
      "Periksa apakah database sehat lagi, lalu jalankan sekarang bila pekerjaannya tidak bisa menunggu.",
    paused: "Lanjutkan job-nya bila jedanya tidak diperlukan lagi. Jalankan sekarang tetap bisa selama dijeda.",
    running:
      "Tidak perlu apa-apa bila run itu selesai seperti biasa. Bila macet, buka run-nya, lihat log-nya, dan hentikan di sana.",
    "slot-has-run": "Tidak perlu apa-apa: pekerjaan jadwal ini sudah dilakukan.",
    "no-place": "Tambah tempat untuk job di proses ini (`concurrency`), atau pisahkan waktu jadwal job-jobnya.",
    unknown: "Buka job-nya untuk melihat keadaannya sekarang.",
  },

  notes: {
    running: "Sedang berjalan",
    isSlow: (took: string, usual: string | null, limit: string) =>
      `Sudah berjalan ${took}${usual ? `, biasanya ${usual}` : ""}; dihentikan setelah ${limit}`,
    wasSlow: (startedAt: string, took: string, usual: string | null) =>
      `Run ${startedAt} butuh ${took}${usual ? `, biasanya ${usual}` : ""}`,
    empty: "Run terakhir kosong",
    early: "Jalan lebih awal dari jadwal",
    late: "Jalan terlambat dari jadwal",
    rejected: (times: number) => `Pemicu ditolak ${times} kali (401) sehari terakhir`,
    waiting: "Menunggu jadwal pertama",
    paused: "Dijeda",
  },

  statuses: {
    RUNNING: "sedang berjalan",
    SUCCESS: "sukses",
    FAILED: "gagal",
    TIMED_OUT: "melewati batas waktu",
    ABANDONED: "terputus sebelum selesai",
    SKIPPED: "dilewati, tidak dijalankan",
    MISSED: "jadwalnya lewat tanpa run",
  } satisfies Record<RunStatus, string>,

  restarted: "dihentikan oleh restart",
  late: {
    SUCCESS: (at: string) => `Fungsinya akhirnya sukses pada ${at}, setelah run ini ditutup.`,
    FAILED: (at: string) => `Fungsinya baru berakhir pada ${at}, setelah run ini ditutup, dan gagal.`,
  },

  triggers: { schedule: "jadwal", manual: "manual", "catch-up": "susulan" } satisfies Record<Trigger, string>,

  warnings: {
    "no-secret": (secret: string) => `${secret} belum diisi, jadi semua pemicu dari luar dijawab 500.`,
    "short-secret": (secret: string) => `${secret} lebih pendek dari 32 karakter.`,
    channel: (channel: string, alerts: string, message: string) =>
      `${alerts} peringatan belum sampai lewat ${channel}: ${message}.`,
    unheard: (since: string) => `Tidak ada peringatan yang sampai ke siapa pun sejak ${since}: semua saluran gagal.`,
    clockAhead: (by: string, wall: string, counted: string) =>
      `Jam server ini melompat ${by} ke depan: tertulis ${wall}, padahal menurut hitungan ${counted}. Semua job ditahan, dan tidak ada yang berubah karena waktu.`,
    clockBehind: (by: string, wall: string, counted: string) =>
      `Jam server ini melompat ${by} ke belakang: tertulis ${wall}, padahal menurut hitungan ${counted}. Semua job ditahan, dan tidak ada yang berubah karena waktu.`,
    deadman: (message: string) => `Pengawas server dari luar tidak bisa dihubungi: ${message}.`,
  },
  warningsInShort: {
    "no-secret": () => "semua pemicu job ditolak",
    "short-secret": (secret: string) => `${secret} terlalu pendek`,
    channel: () => "peringatan tidak terkirim",
    unheard: (since: string) => `tidak ada peringatan yang sampai ke siapa pun sejak ${since}`,
    clock: () => "jam server melompat dan semua job ditahan",
    deadman: () => "pengawas dari luar tidak menerima kabar",
  },
  secret: "secret pemicu",

  advice: {
    error: "Baca error dan log run-nya, perbaiki penyebabnya, lalu jalankan lagi job-nya",
    timeout:
      "Log run-nya menunjukkan sampai mana pekerjaannya. Jalankan lagi; bila memang perlu lebih lama, naikkan `maxRunMs`",
    crashed: "Cari di log proses mengapa ia berakhir atau kehilangan database, lalu jalankan lagi job-nya",
    expectation: "Run-nya selesai: bandingkan payload-nya dengan yang seharusnya ada",
    missed: "Jalankan sekarang, lalu cari mengapa pemicunya tidak datang: crontab, atau penjadwal di aplikasi",
    silent: "Buka run terakhirnya: semuanya dilewati, atau tidak ada yang sukses",
    "host-down": "Jalankan sekarang bila tidak bisa menunggu jadwal berikutnya",
    restarts: "Cari apa yang memulai ulang prosesnya: deploy berulang, memori, atau health check",
    "scheduler-down":
      "Tidak ada yang memicu job: periksa apakah cron berjalan di server, atau penjadwal di aplikasi menyala",
    found: "Buka daftarnya dan selesaikan isinya",
    blind: "Perbaiki yang membuatnya tidak bisa memeriksa: sampai itu selesai, tidak ada yang tahu apakah ada masalah",
    "never-ran": "Pemicunya mungkin belum terpasang",
    "off-slot": "Zona waktu server mungkin bukan zona jadwalnya",
    rejected: "Secret yang dikirim pemicunya mungkin lama",
    "no-secret": "Isi, lalu mulai ulang aplikasinya.",
    "short-secret": "Ganti dengan hasil `openssl rand -hex 32`.",
    channel: "Periksa alamatnya.",
    unheard: "Sampai satu saluran beres, hanya halaman ini yang memberi tahu.",
    clock:
      "Betulkan jamnya (`sudo timedatectl set-ntp true`), lalu semuanya jalan lagi sendiri. Bila jamnya memang benar, nyatakan: `npx ronda trust-clock` di server itu.",
    "clock-leapt":
      "Betulkan jamnya (`sudo timedatectl set-ntp true`), lalu semuanya jalan lagi sendiri. Bila jamnya memang benar, nyatakan: `npx ronda trust-clock` di server itu",
    "database-away": "Database sudah menjawab lagi; cari mengapa ia mati: `journalctl -u postgresql`",
    deadman: "Periksa alamatnya; sampai itu selesai, tidak ada yang memberi tahu bila seluruh server mati.",
  },

  weekDay: (day: string, runs: string, errors: string) => `${day}: ${runs} run, ${errors} error`,
  weekMissed: (slots: string) => `${slots} terlewat`,
  weekSkipped: (triggers: string) => `${triggers} dilewati`,
};

/** What every language says. */
export type Sentences = typeof sentences;
