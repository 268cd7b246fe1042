/** Money that goes back to participants. Amounts come in formatted. */
import type { Texts } from "../../id.ts";

export const refunds: Texts["admin"]["refunds"] = {
  title: "Pengembalian",
  lists: {
    disputes: "Sengketa",
    transfer: "Siap ditransfer",
    "no-account": "Menunggu rekening",
    stuck: "Tertahan",
    paid: "Ditransfer",
  },
  leads: {
    disputes: "Laporan peserta yang perlu keputusan. Selama terbuka, uangnya tertahan.",
    transfer: "Transfer di bank, lalu catat nomor referensinya. Yang paling lama menunggu di atas.",
    "no-account":
      "Peserta sudah diminta mengisi rekening lewat email. Begitu terisi, pindah ke daftar siap ditransfer.",
    stuck: (days: number) => `Pengembalian yang belum ditransfer lebih dari ${days} hari.`,
    paid: "Pengembalian yang sudah ditransfer, terbaru di atas.",
  },
  empty: {
    disputes: "Tidak ada sengketa yang terbuka",
    disputesLead: "Laporan masalah dari peserta muncul di sini.",
    transfer: "Tidak ada yang perlu ditransfer",
    transferLead: "Pengembalian yang rekeningnya sudah terisi muncul di sini.",
    "no-account": "Tidak ada yang menunggu rekening",
    stuck: "Tidak ada pengembalian tertahan",
    paid: "Belum ada pengembalian yang ditransfer",
  },
  csv: "Unduh CSV untuk bank",
  csvHeader: ["Nama", "Bank", "Nomor rekening", "Jumlah", "Keterangan"],
  total: (count: string, amount: string) => `${count} pengembalian, ${amount}`,

  asked: "Diminta",
  report: "Laporan peserta",
  evidence: "Foto bukti laporan",
  noEvidence: "Tanpa foto",
  received: "Uang masuk",
  alreadyBack: "Sudah dijanjikan kembali",
  left: "Bisa dikembalikan",
  heldUntil: "Ditahan sampai",
  reportedAt: "Dilaporkan",
  approve: "Setujui",
  approving: "Menyetujui…",
  approveLead: "Uang ini dikurangkan dari bagian organizer. Peserta dan organizer mendapat email.",
  amount: "Jumlah yang dikembalikan",
  explanation: "Penjelasan untuk peserta dan organizer",
  reject: "Tolak laporan",
  rejecting: "Menolak…",
  rejectLead: "Uang tetap milik organizer dan cair pada waktunya. Peserta dan organizer mendapat email.",

  to: "Ke",
  reason: "Sebab",
  owedSince: (age: string) => `menunggu ${age}`,
  approvedAt: "Disetujui",
  copyNumber: "Salin nomor",
  copyAmount: "Salin jumlah",
  copied: "Tersalin",
  reference: "Nomor referensi transfer",
  pay: "Tandai sudah ditransfer",
  paying: "Mencatat…",
  payTitle: "Catat transfer",
  payLead: (amount: string, account: string) =>
    `${amount} sudah dikirim ke ${account}. Peserta mendapat email dengan nomor referensinya.`,
  paidAt: "Ditransfer",
  paidBy: "Oleh",
  bounce: "Dikembalikan bank",
  bouncing: "Mencatat…",
  bounceTitle: "Bank mengembalikan transfer ini?",
  bounceLead: "Pengembalian masuk antrean lagi dan peserta diminta memeriksa rekeningnya.",

  news: {
    approved: (code: string) => `Sengketa ${code} disetujui. Uangnya masuk antrean pengembalian.`,
    rejected: (code: string) => `Laporan ${code} ditolak. Peserta dan organizer diberi tahu.`,
    paid: (code: string) => `Pengembalian ${code} tercatat sudah ditransfer.`,
    bounced: (code: string) => `Pengembalian ${code} kembali ke antrean.`,
  },
  refusals: {
    noAccount: "Peserta belum mengisi rekening.",
    accountChanged:
      "Rekening peserta berubah setelah halaman ini dibuka, jadi belum ada yang dicatat. Periksa ke rekening mana uangnya dikirim, lalu muat ulang.",
    amount: (most: string) => `Isi antara Rp 1 dan ${most}.`,
  },
};
