/** Two figures that should be one, formatted; `apart` is their difference. */
export type BooksFigures = { is: string; must: string; apart: string; isMore: boolean };

/** What the errors of our own jobs mean. Amounts, counts and codes come in formatted. */
export const errors = {
  /** Seats and money that do not fit, by the rules of the books. Each follows its subject and a colon. */
  books: {
    money: "pembukuan tidak cocok",
    seats: "jumlah kursi tidak cocok",
    at: (what: string, subject: string) => `${what} di ${subject}`,
    booking: (code: string) => `pesanan ${code}`,
    bookings: (bookings: string) => `${bookings} pesanan`,
    trip: (name: string) => `trip ${name}`,
    trips: (trips: string) => `${trips} trip`,
    transfer: (code: string) => `transfer ${code}`,
    line: (accountAndDay: string) => `mutasi ${accountAndDay}`,
    /** Bookings, transfers and lines of the statement together. */
    places: (places: string) => `${places} tempat`,
    rules: {
      seats: ({ is, must }: BooksFigures) => `${is} kursi terisi, padahal kuotanya ${must}`,
      full: ({ is, must }: BooksFigures) => `${is} dari ${must} kursi terisi, tetapi statusnya mengatakan lain`,
      "one-booking": () => "pemesannya punya dua pesanan aktif di trip yang sama",
      "money-in": ({ is, must, apart, isMore }: BooksFigures) =>
        `masuk ${is}, tetapi bagian organizer, biaya, dan pengembaliannya berjumlah ${must}: ${isMore ? "kurang" : "lebih"} ${apart}`,
      "never-paid": () => "ada bagian organizer atau pengembalian, padahal pembayarannya tidak pernah masuk",
      "closed-trip": () => "tripnya batal, tetapi pesanannya masih aktif atau uangnya belum dikembalikan seluruhnya",
      "released-early": () =>
        "bagian organizer sudah dilepas, padahal tripnya belum selesai atau masa tahannya belum lewat",
      "dispute-held": () => "ada laporan yang belum diputuskan, tetapi uangnya tidak ditahan",
      "one-story": () => "status pesanan, pembayaran, dan pencairannya saling bertentangan",
      changed: ({ is, must, apart, isMore }: BooksFigures) =>
        apart === ""
          ? "nilainya berubah tanpa tercatat di riwayat"
          : `tercatat ${is}, padahal menurut riwayat ${must}: ${isMore ? "lebih" : "kurang"} ${apart}`,
      vanished: () => "barisnya hilang, padahal riwayat mencatatnya",
      unrecorded: () => "barisnya tidak punya riwayat sama sekali, jadi dibuat di luar aplikasi",
      "payout-place": () => "pencairannya menunjuk organizer atau trip lain dari pesanannya",
      split: ({ is, must, apart, isMore }: BooksFigures) =>
        `bagian organizer ${is}, padahal menurut pembagiannya ${must}: ${isMore ? "lebih" : "kurang"} ${apart}`,
      "held-until": () => "dananya ditahan sampai waktu yang tidak mungkin menurut aturan",
      "one-reference": () => "nomor referensinya sama dengan transfer lain dari rekening yang sama",
      transferred: () =>
        "tercatat dibayar, tetapi jumlah, rekening, atau nomor referensinya tidak sama dengan transfernya",
      "transfer-state": () => "status transfer dan isinya saling bertentangan",
      receipts: ({ is, must, apart, isMore }: BooksFigures) =>
        `tercatat masuk ${is}, tetapi penerimaannya berjumlah ${must}: ${isMore ? "lebih" : "kurang"} ${apart}`,
      matched: () => "jumlah, rekening, atau jenisnya tidak sama dengan baris mutasi yang dicocokkan",
      balance: ({ is, must, apart }: BooksFigures) =>
        `seluruh dana titipan: seharusnya ada ${is} di rekening, tetapi yang dijanjikan dan biaya berjumlah ${must}, selisih ${apart}`,
      journal: ({ is, must, apart }: BooksFigures) =>
        `jurnal: akunnya berjumlah ${is}, padahal menurut pembukuan ${must}, selisih ${apart}`,
    },
    more: (rows: string) => `dan ${rows} lagi`,
    /** Which figure is the wrong one: what a row says, what the history says, and that nobody wrote the change down. */
    unexplained: (what: string, is: string, told: string) =>
      `${what} tercatat ${is}, padahal menurut riwayat ${told}. Tidak ada yang mencatat perubahannya: inilah yang salah.`,
    unrecorded: (what: string) => `${what}: baris ini tidak punya riwayat sama sekali, jadi dibuat di luar aplikasi.`,
    allExplained:
      "Riwayat menjelaskan semua angka yang sekarang tercatat, jadi yang salah adalah cara hitungnya, bukan satu angka.",
    nothing: "kosong",
    /** What stands in a column, of whatever row it is; follows the row's word: "Pencairan (jumlah)". */
    columns: {
      organizerId: "organizernya",
      slug: "alamat halamannya",
      date: "hari pertama",
      endDate: "hari terakhir",
      closesOn: "hari terakhir memesan",
      meetsDayBefore: "kumpul malam sebelumnya",
      meetingCoordinates: "titik kumpul di peta",
      difficulty: "tingkat kesulitan",
      minAge: "umur minimum",
      registrationClosedAt: "waktu pendaftaran ditutup",
      pricePerPax: "harga per orang",
      quota: "kuota",
      minPax: "jumlah peserta minimum",
      status: "status",
      closedAt: "waktu dibatalkan",
      closedById: "siapa yang membatalkan",
      completedAt: "waktu selesai",
      code: "kode",
      tripId: "tripnya",
      userId: "pemesannya",
      pax: "jumlah kursi",
      totalAmount: "total",
      agreedDate: "hari pertama yang disetujui",
      agreedEndDate: "hari terakhir yang disetujui",
      cancelledAt: "waktu dibatalkan",
      cancelledBy: "siapa yang membatalkan",
      bookingId: "pesanannya",
      method: "cara bayar",
      bankAccountKey: "rekening tujuan",
      uniqueCode: "kode unik",
      amount: "jumlah",
      expiresAt: "batas bayar",
      proofPath: "berkas bukti",
      proofUploadedAt: "waktu bukti dikirim",
      receivedAmount: "uang yang masuk",
      paidAt: "waktu dibayar",
      verifiedById: "siapa yang menerima",
      gatewayTxnId: "nomor transaksi penyedia",
      paymentId: "pembayarannya",
      accountKey: "rekening",
      bookedOn: "hari di bank",
      source: "sumber",
      statementLineId: "baris mutasinya",
      recordedById: "siapa yang mencatat",
      voidedAt: "waktu dibatalkan",
      voidedById: "siapa yang membatalkan",
      feeAmount: "biaya SeTrip",
      heldUntil: "akhir masa tahan",
      releasedAt: "waktu dilepas",
      heldBackAt: "waktu ditahan admin",
      heldBackById: "admin yang menahan",
      bankName: "bank tujuan",
      bankAccountNo: "nomor rekening tujuan",
      bankAccountName: "nama rekening tujuan",
      transferRef: "nomor referensi transfer",
      paidById: "siapa yang menandai dibayar",
      reason: "alasan",
      receiptId: "penerimaan asalnya",
      evidencePath: "berkas bukti",
      requestedById: "siapa yang meminta",
      decidedById: "siapa yang memutuskan",
      approvedAt: "waktu disetujui",
      kind: "jenis",
      preparedById: "siapa yang menyiapkan",
      confirmedById: "siapa yang memastikan",
      confirmedAt: "waktu dipastikan",
      undoneById: "siapa yang membatalkan",
      undoneAt: "waktu dibatalkan",
      transferId: "transfernya",
      payoutId: "pencairannya",
      refundId: "pengembaliannya",
      outcome: "hasil",
      bouncedAt: "waktu kembali dari bank",
      bouncedOn: "tanggal kembali di bank",
      importId: "impornya",
      ordinal: "urutan",
      pending: "belum dibukukan bank",
      decidedAt: "waktu diputuskan",
    } as Record<string, string>,
    entities: {
      Trip: "Trip",
      Booking: "Pesanan",
      Payment: "Pembayaran",
      Payout: "Pencairan",
      Refund: "Pengembalian",
      Receipt: "Penerimaan",
      Transfer: "Transfer",
      TransferItem: "Isi transfer",
      StatementLine: "Baris mutasi",
    },
    /** The wrong column of a row: "Pencairan (jumlah)". */
    columnOf: (entity: string, column: string) => `${entity} (${column})`,
    whatToDo: {
      money:
        "Jangan transfer apa pun untuk pesanan yang disebut. Cocokkan angkanya dengan mutasi bank, lalu kirim tautan run ini ke developer: hanya developer yang bisa mengembalikan angka yang salah.",
      seats:
        "Uangnya tidak tersentuh. Buka tripnya dan bandingkan kursi dengan pesanannya, lalu kirim tautan run ini ke developer. Jangan terima pembayaran baru untuk trip itu dulu.",
      balance:
        "Jangan transfer apa pun dulu. Tidak ada satu pesanan yang salah sendirian: kirim tautan run ini ke developer.",
    },
    /** Where money leaves, while the books do not add up. */
    warning:
      "Jangan transfer dulu untuk pesanan ini: pembukuannya tidak cocok pada pemeriksaan terakhir. Periksa juga apakah ada di file bank.",
    warningAll: "Jangan transfer dulu: pembukuan tidak cocok pada pemeriksaan terakhir.",
    why: "Apa yang tidak cocok",
  },
  mail: {
    says: (cause: string) => `penyedia email menolak semua email: ${cause}`,
    waiting: (mails: string) => `${mails} email menunggu dan terkirim sendiri begitu penyedia menerima lagi.`,
    /** Mails that are not sent at all beyond a moment; followed by the moment of the first. */
    expiring: (mails: string) => `${mails} di antaranya tidak dikirim lagi bila waktunya lewat, yang pertama`,
    noneWaiting: "Tidak ada email yang menunggu sekarang.",
    seeWaiting: "Lihat email",
    provider: "Buka Resend",
    /** On pages that say or promise that a mail goes out. */
    down: "Email sedang tidak terkirim.",
    /** Beside a button whose outcome somebody is told by mail. */
    downHere: "Email sedang tidak terkirim: kabarnya baru sampai setelah itu beres.",
    downWhy: "Sebabnya",
    downLead: "Yang dijanjikan lewat email di halaman ini baru sampai setelah itu beres.",
    seeRun: "Lihat sebab dan cara membereskannya",
  },
  trips: {
    says: (trips: number) => `${trips} trip gagal dikerjakan, yang lain selesai`,
    whatToDo:
      "Jalankan lagi: yang sudah selesai tidak dikerjakan dua kali. Bila trip yang sama gagal lagi, kirim error aslinya kepada developer.",
  },
  /** What running a job again does, where it is not to go on with the rest. */
  again: {
    books:
      "Job ini hanya memeriksa dan tidak mengubah apa pun. Menjalankannya lagi memeriksa ulang semuanya; selama ada yang tidak cocok, ia gagal lagi.",
    check: "Job ini hanya memeriksa dan tidak mengubah apa pun. Menjalankannya lagi memeriksa ulang semuanya.",
    mails:
      "Sebelum sebabnya beres, menjalankannya lagi tidak mengirim apa pun. Sesudahnya, itu langsung mengirim semua yang menunggu.",
    unknown: "Job ini berhenti di tengah jalan. Yang sudah tersimpan tetap tersimpan.",
  },
};
