/** The numbers of the help page come from the domain's policy and limits. */
export type HelpNumbers = {
  /** Hours to pay in. */
  payHours: number;
  /** Days after a trip's last day in which a problem can be reported. */
  holdDays: number;
  /** Whole days before the trip from which everything, and half, comes back. */
  fullDays: number;
  halfDays: number;
};

/** What people ask, and where they write to. */
export const help = {
  title: "Bantuan",
  description:
    "Jawaban atas yang sering ditanyakan tentang pesanan, transfer, dan uang kembali, dan cara menghubungi SeTrip.",
  lead: "Mungkin jawabannya sudah ada di sini. Kalau tidak, tulis ke kami.",
  questions: (n: HelpNumbers) => [
    {
      title: "Sebelum dan sesudah membayar",
      items: [
        {
          question: "Saya sudah transfer, tapi pesanannya belum terkonfirmasi.",
          answer:
            "Unggah bukti transfernya di halaman pesananmu. Kami mencocokkannya dengan uang yang masuk; begitu cocok, kamu menerima e-tiket lewat email. Selama bukti itu menunggu, kursimu tidak dilepas.",
        },
        {
          question: "Saya transfer tanpa kode unik, atau jumlahnya kurang.",
          answer:
            "Uangmu tidak hilang. Unggah buktinya seperti biasa. Kalau kurang, kami minta sisanya atau mengembalikan semuanya; kalau lebih, kelebihannya kembali.",
        },
        {
          question: "Batas waktunya lewat sebelum saya membayar.",
          answer: `Kursi dipegang ${n.payHours} jam, lalu bebas lagi. Kalau tripnya masih punya kursi, pesan sekali lagi. Uang yang sudah terkirim kami pakai untuk kursi yang masih ada, atau kami kembalikan semuanya.`,
        },
      ],
    },
    {
      title: "Batal dan uang kembali",
      items: [
        {
          question: "Berapa yang kembali kalau saya batal?",
          answer: `${n.fullDays} hari sebelum berangkat atau lebih awal: semuanya. ${n.halfDays} sampai ${n.fullDays - 1} hari: setengah harga trip. Lebih dekat dari itu: tidak ada, tetapi nama peserta boleh diganti. Jumlahnya tampil sebelum kamu menekan batal.`,
        },
        {
          question: "Kapan uangnya sampai?",
          answer:
            "Kami mentransfernya ke rekening di akunmu. Di halaman pesanan terlihat sudah sampai mana: disetujui, disiapkan, atau terkirim beserta nomor rujukannya. Kalau rekeningmu belum diisi, isi dulu di halaman akun.",
        },
        {
          question: "Tripnya tidak seperti yang dijanjikan.",
          answer: `Laporkan dari halaman pesananmu, paling lambat ${n.holdDays} hari setelah hari terakhir trip. Selama laporan itu terbuka, uangmu tidak diteruskan ke penyelenggara.`,
        },
      ],
    },
    {
      title: "Akun",
      items: [
        {
          question: "Email dari SeTrip tidak sampai.",
          answer:
            "Lihat folder spam, dan periksa alamat di halaman akunmu. Yang penting juga tertulis di halaman pesanan, jadi tidak ada yang hilang.",
        },
        {
          question: "Akun saya dinonaktifkan, atau saya tidak bisa masuk.",
          answer:
            "Atur ulang kata sandi dari halaman masuk. Kalau akunmu dinonaktifkan, tulis ke kami: pesanan dan uangmu tetap diurus.",
        },
      ],
    },
  ],
  privacy: "Data apa yang kami simpan, dan hakmu",
  contact: {
    title: "Hubungi kami",
    lead: "Sebut kode pesananmu (ST-…) kalau ada, supaya kami langsung tahu. Jangan kirim kata sandi atau kode masuk.",
    whatsapp: "WhatsApp",
    email: "Email",
    hours: "Dijawab",
    company: "Perusahaan",
    address: "Alamat",
    none: "Balas saja email dari SeTrip mana pun: balasannya sampai ke kami.",
  },
};
