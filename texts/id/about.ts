/** Every number of these pages comes from the domain's policy. */
export type AboutNumbers = {
  /** Hours to pay in. */
  payHours: number;
  /** Days before the trip from which everything, and half, comes back. */
  fullDays: number;
  halfDays: number;
  /** Days that money is held after the trip's last day. */
  holdDays: number;
  /** The platform's share, such as `5%`. */
  fee: string;
  /** Days after today from which a new trip may begin. */
  leadDays: number;
};

/** A part of the page: its heading, and paragraphs. */
export type AboutSection = { title: string; paragraphs: string[] };

/** How it works, and the terms. */
export const about = {
  works: {
    title: "Cara kerja",
    description: "Ke mana uangmu pergi, kapan penyelenggara dibayar, dan apa yang terjadi kalau trip batal.",
    lead: "Open trip sering dibayar di muka ke orang yang belum kamu kenal. Di SeTrip uangnya tidak langsung sampai ke sana.",
    money: "Perjalanan uangmu",
    steps: (n: AboutNumbers) => [
      {
        title: "Pilih trip dan pesan kursi",
        detail: `Isi nama yang ikut. Kursimu langsung dipegang, dan kamu punya ${n.payHours} jam untuk membayar.`,
      },
      {
        title: "Transfer ke rekening SeTrip",
        detail:
          "Jumlahnya memakai kode unik beberapa ratus rupiah, supaya transfermu dikenali. Unggah buktinya, lalu kami cocokkan dengan uang yang masuk.",
      },
      {
        title: "Uangmu dititipkan di SeTrip",
        detail:
          "Penyelenggara tahu kamu sudah bayar, tapi uangnya masih di kami. Titik kumpul dan tautan grup kamu terima lewat email.",
      },
      {
        title: "Berangkat dan pulang",
        detail: `Sesudah hari terakhir, uangmu masih dititipkan ${n.holdDays} hari. Selama itu kamu bisa melaporkan masalah, dan uangmu tetap dititipkan sampai admin memutuskan.`,
      },
      {
        title: "Penyelenggara dibayar",
        detail: "Baru setelah itu, kalau tidak ada laporan yang terbuka.",
      },
    ],
    refund: "Kalau rencana berubah",
    refundLead: "Sebelum kamu menekan batal, jumlah yang kembali kami tampilkan dulu.",
    table: {
      caption: "Uang kembali kalau peserta batal",
      when: "Kamu batal",
      back: "Kamu terima",
      rows: (n: AboutNumbers) => [
        [`${n.fullDays} hari sebelum berangkat atau lebih awal`, "Semua yang kamu bayar, termasuk kode unik"],
        [`${n.halfDays} sampai ${n.fullDays - 1} hari sebelum berangkat`, "50% dari harga trip"],
        [`Kurang dari ${n.halfDays} hari sebelum berangkat`, "Tidak ada, tapi nama peserta boleh diganti"],
        ["Penyelenggara membatalkan trip", "Semua yang kamu bayar"],
        ["Kamu kurang bayar, atau bayar setelah kursi habis", "Semua yang kamu transfer"],
      ],
    },
    organizers: "Untuk penyelenggara",
    organizerSections: (n: AboutNumbers): AboutSection[] => [
      {
        title: "Diperiksa sekali, lalu bebas membuka trip",
        paragraphs: [
          "Kirim foto kartu identitas dan isi rekening bank. Setelah kami setujui, trip yang kamu buka langsung tampil.",
          `Trip paling cepat berangkat ${n.leadDays} hari setelah dibuka, supaya peserta sempat membayar.`,
        ],
      },
      {
        title: `Potongan ${n.fee}, hanya dari yang kamu terima`,
        paragraphs: [
          `Peserta membayar harga yang kamu tulis. Kami memotong ${n.fee} dari bagianmu saat dana cair; kalau peserta menerima uangnya kembali penuh, tidak ada potongan.`,
        ],
      },
      {
        title: `Dana cair ${n.holdDays} hari setelah trip`,
        paragraphs: [
          "Kamu melihat setiap dana: dititipkan sampai kapan, sedang dilaporkan, siap cair, atau sudah ditransfer beserta nomor rujukannya.",
        ],
      },
    ],
    search: "Cari trip",
    become: "Daftar jadi penyelenggara",
    terms: "Baca syarat lengkapnya",
  },
  terms: {
    title: "Syarat",
    description: "Aturan memesan, membayar, membatalkan, dan menerima uang kembali di SeTrip, dengan bahasa biasa.",
    lead: "Ditulis supaya dibaca. Angka di sini sama dengan yang dipakai sistem kami untuk menghitung uangmu.",
    sections: (n: AboutNumbers): AboutSection[] => [
      {
        title: "Siapa melakukan apa",
        paragraphs: [
          "Penyelenggara merencanakan dan memimpin trip, dan bertanggung jawab atas isinya. SeTrip mempertemukan kalian, menerima pembayaran sebagai titipan, lalu meneruskannya.",
          "Untuk memesan kamu perlu akun dengan email yang sudah diverifikasi.",
        ],
      },
      {
        title: "Memesan dan membayar",
        paragraphs: [
          `Satu pesanan untuk 1 sampai 10 orang. Kursi dipegang begitu kamu memesan, selama ${n.payHours} jam dan paling lama sampai trip berangkat. Lewat itu tanpa bukti transfer, pesanan batal sendiri dan kursinya bebas lagi.`,
          "Transfer tepat sebesar yang tertulis, sampai angka terakhir. Kalau kurang, kami minta sisanya atau mengembalikan semuanya. Kalau lebih, kelebihannya kembali; yang terlalu kecil untuk ditransfer balik kami catat sebagai pembulatan.",
          "Kalau uangmu masuk setelah batas waktu, kami pakai untuk kursi yang masih ada, di hari yang kamu pilih. Kalau sudah penuh atau harinya berubah, semuanya kembali.",
        ],
      },
      {
        title: "Membatalkan pesanan",
        paragraphs: [
          `Batal ${n.fullDays} hari sebelum hari berangkat atau lebih awal: semua yang kamu bayar kembali. ${n.halfDays} sampai ${n.fullDays - 1} hari: 50% dari harga trip. Kurang dari ${n.halfDays} hari: tidak ada yang kembali. Hari dihitung menurut kalender WIB.`,
          "Nama peserta boleh diganti dengan orang lain sampai sehari sebelum berangkat, tanpa biaya.",
        ],
      },
      {
        title: "Trip yang dibatalkan penyelenggara",
        paragraphs: [
          "Semua peserta menerima semua yang mereka bayar, juga bagian yang tadinya tidak kembali karena mereka batal lebih dulu. Tanggal trip yang sudah dipesan orang tidak bisa digeser diam-diam: trip harus dibatalkan dan dibuka lagi.",
        ],
      },
      {
        title: "Melaporkan masalah",
        paragraphs: [
          `Mulai hari berangkat sampai ${n.holdDays} hari setelah hari terakhir kamu bisa melaporkan masalah dari halaman pesananmu, dengan jumlah yang kamu minta dan bukti. Selama laporan terbuka, dana untuk pesananmu tidak diteruskan.`,
          "Admin membaca kedua pihak, lalu mengabulkan semua, sebagian, atau menolak. Keputusannya dikirim ke keduanya.",
        ],
      },
      {
        title: "Menerima uang kembali",
        paragraphs: [
          "Uang kembali ditransfer ke rekening yang kamu isi di akunmu. Tanpa rekening kami tidak bisa mengirimnya, jadi kami mengingatkanmu lewat email. Statusnya selalu terlihat di halaman pesanan.",
        ],
      },
      {
        title: "Dana untuk penyelenggara",
        paragraphs: [
          `Dana dilepas setelah trip selesai dan ${n.holdDays} hari berlalu tanpa laporan yang terbuka. SeTrip memotong ${n.fee} dari bagian penyelenggara; kode unik menjadi bagian SeTrip.`,
          "Penyelenggara yang kami bekukan tidak tampil di pencarian dan tidak menerima pesanan baru. Pesanan dan dana yang sudah ada diurus satu per satu.",
        ],
      },
      {
        title: "Data pribadi",
        paragraphs: [
          "Nama dan nomor peserta hanya dilihat penyelenggara trip itu dan admin. Bukti transfer dan rekening hanya dilihat pemiliknya dan admin. Lokasi di dalam foto yang diunggah kami hapus.",
        ],
      },
    ],
    works: "Lihat cara kerjanya",
  },
};
