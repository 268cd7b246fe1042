/** One thing that is kept about people; `kept` gets how long, in words. */
type KeptWords = { title: string; what: string; why: string; kept: (time: string) => string };

const untilDeleted = () => "Sampai kamu menghapus akunmu.";
const asKept = (words: KeptWords): KeptWords => words;

/** What is kept about people, why and for how long. Every number comes from the policy by which it is forgotten. */
export const privacy = {
  title: "Privasi",
  description: "Data pribadi apa yang SeTrip simpan, untuk apa, berapa lama, siapa yang melihat, dan apa hakmu.",
  lead: "Kami menyimpan data pribadi sesuai UU Perlindungan Data Pribadi (UU PDP). Di bawah ini semuanya, satu per satu: apa, untuk apa, dan sampai kapan. Angkanya sama dengan yang dipakai sistem untuk menghapusnya.",
  what: "Isinya",
  why: "Untuk apa",
  until: "Berapa lama",
  period: {
    hours: (hours: number) => `${hours} jam`,
    days: (days: number) => `${days} hari`,
    years: (years: number) => `${years} tahun`,
  },
  groups: {
    account: "Akunmu",
    bookings: "Pesanan dan uang",
    organizer: "Kalau kamu penyelenggara",
    traces: "Email, keamanan, dan catatan",
  },
  kinds: {
    profile: asKept({
      title: "Profil",
      what: "Nama, alamat email, nomor HP, dan bahasa yang kamu pilih.",
      why: "Supaya kamu bisa masuk, dihubungi, dan dikenali penyelenggara tripmu.",
      kept: untilDeleted,
    }),
    signIn: asKept({
      title: "Cara kamu masuk",
      what: "Kata sandi dalam bentuk teracak yang tidak bisa dibaca balik, dan kunci verifikasi dua langkah yang terenkripsi.",
      why: "Supaya hanya kamu yang membuka akunmu.",
      kept: untilDeleted,
    }),
    bankAccount: asKept({
      title: "Rekening bank",
      what: "Bank, nomor, dan nama pemilik rekening.",
      why: "Ke sana kami mentransfer uang kembali dan dana penyelenggara.",
      kept: untilDeleted,
    }),
    formerBankAccount: asKept({
      title: "Rekening sebelumnya",
      what: "Rekening yang kamu ganti.",
      why: "Supaya pergantian yang bukan darimu bisa dihentikan dari email.",
      kept: (time) => `${time} setelah diganti.`,
    }),
    formerEmail: asKept({
      title: "Alamat email sebelumnya",
      what: "Alamat yang kamu ganti.",
      why: "Peringatan soal rekening juga sampai ke sana, kalau-kalau bukan kamu yang menggantinya.",
      kept: (time) => `${time} setelah diganti.`,
    }),
    travellers: asKept({
      title: "Siapa yang ikut",
      what: "Nama peserta, nomor HP, kontak darurat, nomor yang bisa dihubungi, dan catatanmu untuk penyelenggara.",
      why: "Penyelenggara perlu tahu siapa yang datang dan siapa yang ditelepon kalau terjadi sesuatu.",
      kept: untilDeleted,
    }),
    money: asKept({
      title: "Pesanan dan uangnya",
      what: "Trip, jumlah kursi, apa yang dibayar, dikembalikan, dan ditransfer, ke rekening mana, serta isi laporan masalah dan keputusannya.",
      why: "Uang orang lain harus bisa dipertanggungjawabkan, juga ke kantor pajak.",
      kept: () =>
        "Tidak dihapus, karena pembukuan harus utuh. Kalau akunmu dihapus, namamu tidak lagi tertulis di pesanannya.",
    }),
    papers: asKept({
      title: "Bukti transfer dan bukti laporan",
      what: "Foto atau tangkapan layar yang kamu unggah.",
      why: "Untuk mencocokkan pembayaran dan memutuskan laporan.",
      kept: (time) => `${time} setelah hari terakhir tripnya.`,
    }),
    statement: asKept({
      title: "Mutasi rekening kami",
      what: "Baris mutasi dari bank kami, yang biasanya memuat nama pengirim.",
      why: "Supaya setiap rupiah yang masuk punya pemilik.",
      kept: () => "Tidak dihapus, karena bagian dari pembukuan.",
    }),
    statementUpload: asKept({
      title: "Berkas mutasi yang belum disimpan",
      what: "Isi berkas bank yang sedang diperiksa admin.",
      why: "Untuk dilihat dulu sebelum disimpan.",
      kept: (time) => `Paling lama ${time}.`,
    }),
    organizer: asKept({
      title: "Profil penyelenggara",
      what: "Nama tampilan, kota, perkenalan, WhatsApp, dan hasil pemeriksaan kami.",
      why: "Peserta perlu tahu dengan siapa mereka pergi. Bagian ini terbuka untuk umum, kecuali WhatsApp dan hasil pemeriksaan.",
      kept: () => "Selama kamu penyelenggara di SeTrip.",
    }),
    identityCard: asKept({
      title: "Kartu identitas",
      what: "Foto kartu yang kamu kirim saat mendaftar sebagai penyelenggara.",
      why: "Untuk memastikan penyelenggara benar orangnya. Hanya kamu dan admin yang bisa membukanya.",
      kept: (time) =>
        `Selama kamu penyelenggara, lalu ${time} setelah pendaftaranmu ditolak atau kamu dibekukan, dan setelah trip terakhirmu.`,
    }),
    trips: asKept({
      title: "Trip dan fotonya",
      what: "Semua yang kamu tulis dan unggah tentang trip.",
      why: "Itulah yang dipesan orang; pesanan lama tetap menunjuk ke sana.",
      kept: () => "Tidak dihapus, karena pesanan peserta menunjuk ke sana.",
    }),
    unusedPhoto: asKept({
      title: "Foto dari formulir yang tidak jadi dikirim",
      what: "Foto trip yang sudah diunggah tetapi tidak dipakai.",
      why: "Supaya formulir yang tertunda bisa dilanjutkan.",
      kept: (time) => `${time}, lalu dihapus oleh pembersihan malam.`,
    }),
    mailBody: asKept({
      title: "Isi email",
      what: "Apa yang tertulis di email yang kami kirim kepadamu.",
      why: "Supaya email yang gagal bisa dikirim ulang.",
      kept: (time) => `${time} setelah terkirim. Email dengan tautan sekali pakai langsung dikosongkan.`,
    }),
    mailAddress: asKept({
      title: "Bahwa email terkirim",
      what: "Alamat tujuan, judul, dan waktunya.",
      why: "Supaya tidak ada email yang terkirim dua kali, dan kami bisa menjawab kalau ada yang tidak sampai.",
      kept: () => "Selama akunmu ada. Alamat di email terakhir, yang mengabarkan penghapusan, hilang bersama isinya.",
    }),
    session: asKept({
      title: "Perangkat yang sedang masuk",
      what: "Alamat jaringan dan jenis peramban.",
      why: "Supaya kamu bisa melihat dan mengeluarkan perangkat yang bukan milikmu.",
      kept: (time) => `Paling lama ${time} setelah masuk; lebih cepat kalau kamu keluar.`,
    }),
    link: asKept({
      title: "Tautan sekali pakai",
      what: "Tautan untuk mengatur ulang kata sandi dan menghentikan pergantian rekening.",
      why: "Supaya hanya pemilik kotak surat yang bisa memakainya.",
      kept: () => "Sampai dipakai atau kedaluwarsa.",
    }),
    attempts: asKept({
      title: "Hitungan percobaan",
      what: "Berapa kali sebuah alamat atau jaringan mencoba masuk, dalam bentuk teracak.",
      why: "Supaya kata sandi tidak bisa ditebak terus-menerus.",
      kept: (time) => `${time} setelah percobaan terakhir.`,
    }),
    unusedPaper: asKept({
      title: "Unggahan yang diganti atau ditolak",
      what: "Bukti yang ditolak, kartu identitas yang diganti.",
      why: "Tidak dipakai lagi; hanya menunggu pembersihan mingguan.",
      kept: (time) => `${time}, lalu dihapus oleh pembersihan mingguan.`,
    }),
    changes: asKept({
      title: "Catatan perubahan",
      what: "Siapa mengubah apa, dari apa, menjadi apa, dan kapan.",
      why: "Supaya tidak ada uang atau data yang berubah tanpa jejak.",
      kept: () =>
        "Tidak dihapus, karena pembukuan dibuktikan dengannya. Kalau akunmu dihapus, yang tertulis tentangmu di dalamnya dikosongkan.",
    }),
  },
  shared: {
    title: "Siapa yang melihatnya",
    paragraphs: [
      "Penyelenggara melihat nama, nomor, dan kontak darurat peserta yang sudah membayar tripnya. Admin SeTrip melihat yang diperlukan untuk mengurus pesanan dan uang. Orang lain tidak.",
      "Di luar SeTrip: bank menerima nama dan nomor rekening saat kami mentransfer, dan layanan pengirim email menerima alamat serta isi email. Data pribadi tidak kami jual, dan tidak ada iklan atau pelacak di situs ini.",
    ],
  },
  backups: {
    title: "Cadangan",
    text: (days: string, weeks: number) =>
      `Setiap malam data dicadangkan, supaya tidak hilang kalau server rusak. Yang sudah dihapus masih ada di cadangan harian sampai ${days}, dan di cadangan mingguan sampai ${weeks} minggu, lalu ikut terhapus.`,
  },
  cookies: {
    title: "Kuki",
    text: "Hanya kuki yang dibutuhkan: supaya kamu tetap masuk, dan supaya bahasa serta tema pilihanmu diingat.",
  },
  /** What stands where the name of somebody stood who deleted their account. */
  deleted: {
    person: "Akun dihapus",
    traveller: "Peserta (akun dihapus)",
    organizer: "Penyelenggara (akun dihapus)",
    done: "Akunmu sudah dihapus. Terima kasih sudah jalan bersama kami.",
  },
  rights: {
    title: "Hakmu",
    paragraphs: [
      "Kamu berhak melihat, memperbaiki, dan menerima salinan datamu, dan menghapus akunmu. Semuanya kamu lakukan sendiri di halaman akun.",
      "Untuk yang lain, atau kalau ada yang tidak sesuai, tulis ke kami. Kami menjawab di sini:",
    ],
    account: "Data di akunku",
  },
};
