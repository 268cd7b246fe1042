/**
 * What the errors of drivers, of PostgreSQL and of Node mean: `says` in one line without a full stop, and `whatToDo` in
 * sentences. Commands stand in `backquotes`.
 */
export const causes = {
  "disk-full": {
    says: "disk penuh",
    whatToDo: "Lihat apa yang memenuhinya dengan `df -h` di server, kosongkan, lalu jalankan lagi job-nya.",
  },
  "database-idle": {
    says: "koneksi database ditutup karena transaksinya terlalu lama tidak dipakai",
    whatToDo: "Job ini menunggu hal lain di tengah transaksi. Jalankan lagi; bila berulang, kodenya perlu diperbaiki.",
  },
  "database-slow": {
    says: "satu perintah ke database terlalu lama, lalu dibatalkan",
    whatToDo:
      "Database sedang sibuk, atau ada yang menahan tabelnya. Jalankan lagi beberapa menit lagi; bila berulang, cari perintah yang lama di log PostgreSQL.",
  },
  "database-locked": {
    says: "data yang diperlukan sedang dipakai pekerjaan lain terlalu lama",
    whatToDo: "Jalankan lagi setelah pekerjaan lain selesai; bila berulang, cari transaksi yang tidak ditutup.",
  },
  deadlock: {
    says: "dua pekerjaan saling menunggu di database, dan yang ini dibatalkan",
    whatToDo: "Tidak ada yang tersimpan setengah. Jalankan lagi; biasanya langsung berhasil.",
  },
  "database-cancelled": {
    says: "perintah ke database dibatalkan di tengah jalan",
    whatToDo: "Batas waktu run-nya habis, atau seseorang membatalkannya. Jalankan lagi job-nya.",
  },
  "database-busy": {
    says: "semua koneksi ke database sedang dipakai",
    whatToDo:
      "Biasanya reda sendiri: jalankan lagi beberapa menit lagi. Bila berulang, cari yang memakai banyak koneksi, atau naikkan `max_connections`.",
  },
  "database-away": {
    says: "database tidak menjawab",
    whatToDo:
      "Periksa di server apakah PostgreSQL berjalan (`systemctl status postgresql`) dan alamatnya benar, lalu jalankan lagi job-nya.",
  },
  "database-broke": {
    says: "koneksi ke database terputus di tengah pekerjaan",
    whatToDo:
      "PostgreSQL mungkin baru dimulai ulang: periksa dengan `systemctl status postgresql`, lalu jalankan lagi job-nya.",
  },
  "database-login": {
    says: "database menolak nama, sandi, atau haknya",
    whatToDo:
      "Periksa alamat database di pengaturan (biasanya `DATABASE_URL`): pengguna, sandi, nama database, dan haknya di tabel. Lalu mulai ulang aplikasinya.",
  },
  "database-tables": {
    says: "tabel di database tidak cocok dengan versi aplikasi ini",
    whatToDo: "Ada migrasi yang belum dijalankan, atau aplikasi yang berjalan bukan versi yang dikira.",
  },
  "database-read-only": {
    says: "database sedang hanya bisa dibaca",
    whatToDo:
      "Aplikasi mungkin terhubung ke salinannya, atau disk server database penuh. Periksa alamat database di pengaturan (biasanya `DATABASE_URL`).",
  },
  "database-rule": {
    says: "database menolak data yang melanggar aturannya",
    whatToDo: "Tidak ada yang tersimpan. Error aslinya menyebut aturan mana; kode atau datanya perlu diperbaiki.",
  },
  "certificate-expired": {
    says: "sertifikat HTTPS layanan yang dihubungi sudah atau belum berlaku",
    whatToDo: "Periksa jam server dengan `timedatectl`. Bila jamnya benar, sertifikat layanan itu perlu diperbarui.",
  },
  certificate: {
    says: "sertifikat HTTPS layanan yang dihubungi tidak bisa dipercaya",
    whatToDo: "Periksa apakah alamatnya benar dan sertifikatnya dibuat untuk alamat itu.",
  },
  tls: {
    says: "sambungan aman (TLS) tidak bisa dibuat",
    whatToDo: "Periksa alamatnya: `http` dan `https` atau port-nya mungkin tertukar.",
  },
  refused: {
    says: "layanan yang dihubungi tidak menerima sambungan",
    whatToDo: "Alamatnya ada di error asli: periksa apakah layanan itu berjalan, lalu jalankan lagi job-nya.",
  },
  "no-such-host": {
    says: "alamat layanan yang dihubungi tidak ditemukan",
    whatToDo: "Periksa ejaan alamatnya, dan apakah server bisa mencari nama di internet (DNS).",
  },
  "no-way": {
    says: "server tidak punya jalan ke layanan yang dihubungi",
    whatToDo: "Periksa jaringan server: internet, firewall, dan alamatnya.",
  },
  "cut-off": {
    says: "sambungan diputus oleh layanan yang dihubungi",
    whatToDo: "Biasanya sesaat: jalankan lagi job-nya. Bila berulang, lihat kabar dari layanan itu.",
  },
  "too-slow": {
    says: "layanan yang dihubungi terlalu lama tidak menjawab",
    whatToDo: "Biasanya sesaat: jalankan lagi beberapa menit lagi. Bila berulang, lihat kabar dari layanan itu.",
  },
  "too-many-files": {
    says: "proses ini membuka terlalu banyak berkas sekaligus",
    whatToDo: "Mulai ulang aplikasinya; bila berulang, naikkan batasnya (`ulimit -n`) dan cari yang tidak menutupnya.",
  },
  "no-permission": {
    says: "proses ini tidak boleh membaca atau menulis berkasnya",
    whatToDo:
      "Periksa pemilik dan izin folder di error asli dengan `ls -l`: ia harus milik pengguna yang menjalankan aplikasi.",
  },
  "read-only-disk": {
    says: "disk hanya bisa dibaca",
    whatToDo: "Disk mungkin rusak atau dipasang hanya untuk dibaca: lihat `dmesg` dan `mount` di server.",
  },
  "no-file": {
    says: "berkas atau folder yang diperlukan tidak ada",
    whatToDo: "Error asli menyebut yang mana: periksa apakah ia terhapus, atau folder datanya bukan yang dikira.",
  },
  "port-taken": {
    says: "port-nya sudah dipakai proses lain",
    whatToDo: "Cari pemakainya dengan `ss -ltnp`, lalu hentikan atau pakai port lain.",
  },
  "no-memory": {
    says: "memori habis",
    whatToDo: "Lihat `free -m` di server: hentikan yang rakus, atau tambah memorinya, lalu jalankan lagi.",
  },
  "not-json": {
    says: "jawaban yang diterima rusak atau bukan yang diharapkan",
    whatToDo:
      "Layanan itu mungkin sedang menampilkan halaman gangguan. Jalankan lagi; bila berulang, periksa alamatnya.",
  },
  "http-login": {
    says: "layanan yang dihubungi menolak kunci atau haknya",
    whatToDo: "Periksa apakah kuncinya masih berlaku dan disalin utuh.",
  },
  "http-gone": {
    says: "alamat yang dihubungi tidak ada atau sudah dihapus",
    whatToDo: "Periksa apakah alamatnya disalin utuh dan masih ada di sana.",
  },
  "http-too-often": {
    says: "layanan yang dihubungi minta ditunggu, karena terlalu sering dihubungi",
    whatToDo: "Biasanya reda sendiri: jalankan lagi beberapa menit lagi.",
  },
  "http-broken": {
    says: "layanan yang dihubungi sedang bermasalah",
    whatToDo: "Tunggu sampai pulih, lalu jalankan lagi job-nya.",
  },
  code: {
    says: "ada kesalahan di kode job-nya",
    whatToDo: "Menjalankannya lagi jarang membantu. Kirim error asli dan stack-nya kepada yang menulis kodenya.",
  },
  fetch: {
    says: "layanan yang dihubungi tidak bisa dijangkau",
    whatToDo: "Periksa internet server dan alamat layanannya, lalu jalankan lagi job-nya.",
  },
  aborted: {
    says: "pekerjaannya dihentikan di tengah jalan",
    whatToDo: "Batas waktunya habis, atau prosesnya berhenti. Jalankan lagi job-nya.",
  },
} satisfies Record<string, { says: string; whatToDo: string }>;

/** Which causes are known. */
export type CauseKind = keyof typeof causes;

/** What every language says of them. */
export type Causes = Record<CauseKind, { says: string; whatToDo: string }>;

/** Of a lock that somebody is known to hold. */
export const lockHeld = {
  says: (holder: string, since: string) => `data yang diperlukan ditahan ${holder} sejak ${since}`,
  holder: (app: string, pid: string) => (app ? `${app} (proses ${pid} di PostgreSQL)` : `proses ${pid} di PostgreSQL`),
  jobs: (holder: string, jobs: string) => `${holder}, mungkin job ${jobs},`,
  idle: (command: string) =>
    `Transaksinya dibiarkan terbuka tanpa dipakai. Bila itu bukan pekerjaan yang ditunggu seseorang, akhiri di psql, lalu jalankan lagi job-nya: \`${command}\``,
  busy: (command: string) =>
    `Tunggu sampai pekerjaan itu selesai, lalu jalankan lagi job-nya. Bila tidak selesai juga, akhiri di psql: \`${command}\``,
};

/** What every language says of a lock's holder. */
export type LockHeld = typeof lockHeld;
