/** Checking proofs of payment. Amounts come in formatted. */
export const payments = {
  title: "Pembayaran",
  lists: { waiting: "Perlu dicek", all: "Semua", stuck: "Terlambat", paid: "Diterima" },
  leads: {
    waiting:
      "Cocokkan jumlah di bukti dengan mutasi rekening, lalu terima atau tolak. Yang paling lama menunggu di atas.",
    all: "Semua pembayaran, terbaru di atas.",
    stuck: (hours: number) =>
      `Pembayaran tanpa bukti yang masih menunggu lebih dari ${hours} jam, padahal seharusnya sudah kedaluwarsa.`,
    paid: "Uang yang sudah diterima, terbaru di atas.",
    search: "Semua pembayaran yang cocok, termasuk yang sudah kedaluwarsa atau batal.",
  },
  empty: {
    waiting: "Tidak ada bukti yang perlu dicek",
    waitingLead: "Bukti yang baru diunggah peserta muncul di sini.",
    all: "Belum ada pembayaran",
    stuck: "Tidak ada pembayaran yang terlambat",
    paid: "Belum ada uang yang diterima",
    search: "Tidak ada pembayaran yang cocok",
    searchLead: "Periksa lagi jumlahnya di mutasi rekening, sampai rupiah terakhir.",
  },
  proofOf: (code: string) => `Bukti transfer ${code}`,
  openProof: "Buka bukti ukuran penuh",
  noProof: "Belum ada bukti",
  forgottenProof: "Bukti tidak dilampirkan",
  expected: "Seharusnya masuk",
  withCode: (total: string, code: string) => `${total} + kode unik ${code}`,
  received: "Yang masuk",
  account: "Ke rekening",
  seats: (count: number) => `${count} orang`,
  waitingSince: (age: string) => `bukti menunggu ${age}`,
  bookedSince: (age: string) => `dipesan ${age} lalu`,
  deadline: "Batas bayar",
  rejectedBefore: (reason: string) => `Bukti sebelumnya ditolak: ${reason}`,
  paidAt: "Diterima",
  acceptedBy: "Oleh",
  columns: { booking: "Pesanan", trip: "Trip", amount: "Jumlah", state: "Status", at: "Dipesan" },

  accept: "Terima",
  accepting: "Menerima…",
  record: "Catat uang masuk",
  receivedAmount: "Jumlah yang masuk",
  consequences: {
    empty: "Isi jumlah yang masuk ke rekening.",
    confirmed: "Pesanan terkonfirmasi. Jumlahnya cukup dan tidak ada yang dikembalikan.",
    surplus: "Pesanan terkonfirmasi. {rupiah} kelebihannya dikembalikan ke peserta.",
    short: "Kurang dari harga trip. Pesanan batal dan {rupiah} dikembalikan ke peserta.",
    cancelled: "Pesanan sudah dibatalkan. {rupiah} dikembalikan ke peserta.",
    "sold-out": "Masuk setelah batas bayar dan kursinya sudah terisi. {rupiah} dikembalikan ke peserta.",
    "trip-over": "Masuk setelah batas bayar dan trip sudah dimulai atau batal. {rupiah} dikembalikan ke peserta.",
    "booked-again": "Masuk setelah batas bayar dan peserta sudah memesan lagi. {rupiah} dikembalikan ke peserta.",
    "days-changed": "Masuk setelah batas bayar dan hari trip sudah berubah. {rupiah} dikembalikan ke peserta.",
    "rest-missing": "Sisanya tidak masuk sampai batas waktu. {rupiah} dikembalikan ke peserta.",
    "returned-before": "Uang pesanan ini sudah dikembalikan. {rupiah} juga dikembalikan ke peserta.",
    "trip-done":
      "Trip ini sudah selesai. Peserta dicatat ikut dan uangnya menjadi bagian organizer. Kalau ia tidak ikut, setelah ini kembalikan uangnya dari halaman pesanannya.",
    late: "Masuk setelah batas bayar, kursinya masih ada. Pesanan terkonfirmasi.",
  },
  reject: "Tolak bukti",
  rejecting: "Menolak…",
  rejectTitle: "Tolak bukti ini",
  rejectLead: "Peserta mendapat email dengan alasan ini dan bisa mengirim bukti lain sampai batas bayar semula.",
  rejectLeadLate:
    "Batas bayar sudah lewat: pesanan kedaluwarsa dan kursinya dilepas. Peserta mendapat email dengan alasan ini.",
  rejectReason: "Alasan, dibaca peserta",
  rejectReasons: [
    "Jumlah di bukti tidak sama dengan tagihan.",
    "Transfer belum masuk ke rekening kami.",
    "Gambar tidak terbaca. Kirim ulang yang lebih jelas.",
    "Bukti ini untuk transfer lain.",
  ],

  outcomes: {
    confirmed: (code: string, received: string) => `${received} diterima. ${code} terkonfirmasi.`,
    surplus: (code: string, surplus: string) =>
      `${code} terkonfirmasi. Kelebihan ${surplus} masuk antrean pengembalian.`,
    returned: (code: string, refund: string) => `${code} tidak terkonfirmasi. ${refund} masuk antrean pengembalian.`,
    already: (code: string, who: string, at: string) =>
      `Tidak ada yang berubah: ${code} sudah diterima ${who} pada ${at}.`,
    rejected: (code: string) => `Bukti ${code} ditolak. Peserta diberi tahu lewat email.`,
    rejectedExpired: (code: string) => `Bukti ${code} ditolak. Batas bayar sudah lewat, jadi kursinya dilepas.`,
    rejectedReturned: (code: string) =>
      `Bukti ${code} ditolak. Batas waktunya sudah lewat, jadi uang yang sudah masuk dikembalikan.`,
    rejectedCancelled: (code: string) => `Bukti ${code} ditolak. Pesanannya memang sudah batal.`,
  },
  refusals: {
    amount: "Isi jumlah dalam rupiah bulat, lebih dari nol.",
    noProof: "Bukti ini sudah tidak ada.",
    cannotWait: "Batas waktunya sudah lewat, jadi sisanya tidak bisa ditunggu lagi. Kembalikan uangnya.",
    anotherProof: "Peserta sudah mengirim bukti baru. Periksa dulu bukti itu; belum ada yang ditolak.",
  },
};
