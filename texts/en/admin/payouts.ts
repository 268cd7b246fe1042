/** Money that goes to organizers. Amounts come in formatted. */
import type { Texts } from "../../id.ts";

export const payouts: Texts["admin"]["payouts"] = {
  title: "Pencairan",
  lists: {
    released: "Siap ditransfer",
    held: "Ditahan",
    disputed: "Tertahan sengketa",
    stuck: "Tertahan",
    paid: "Ditransfer",
  },
  leads: {
    released:
      "Satu transfer per organizer. Pilih pesanan yang dibayar, transfer di bank, lalu catat satu nomor referensi.",
    held: "Uang yang ditahan sampai masa lapor selesai. Cair sendiri oleh job auto-complete-trips.",
    disputed: "Ada laporan peserta yang belum diputuskan. Putuskan di Pengembalian.",
    stuck: (hours: number) => `Seharusnya sudah cair lebih dari ${hours} jam lalu. Periksa job auto-complete-trips.`,
    paid: "Pencairan yang sudah ditransfer, terbaru di atas.",
  },
  empty: {
    released: "Tidak ada yang perlu ditransfer",
    releasedLead: "Uang yang masa tahannya selesai muncul di sini, dikelompokkan per organizer.",
    held: "Tidak ada uang yang ditahan",
    disputed: "Tidak ada yang tertahan sengketa",
    stuck: "Tidak ada pencairan tertahan",
    paid: "Belum ada pencairan yang ditransfer",
  },
  columns: {
    booking: "Pesanan",
    trip: "Trip",
    organizer: "Organizer",
    amount: "Bagian organizer",
    fee: "Biaya",
    until: "Ditahan sampai",
    paid: "Ditransfer",
    reference: "Referensi",
  },
  account: "Rekening",
  noAccount: "Rekening belum diisi, jadi belum bisa ditransfer. Hubungi organizernya.",
  sum: (count: string, amount: string) => `${count} pesanan, ${amount}`,
  more: (count: string) => `${count} pesanan lain muncul setelah yang ini dibayar.`,
  choose: "Pesanan dalam transfer ini",
  chosen: "Jumlah transfer",
  csv: "CSV untuk bank",
  csvFor: (organizer: string) => `CSV untuk bank: ${organizer}`,
  csvAll: "CSV semua organizer",
  csvHeader: ["Nama", "Bank", "Nomor rekening", "Jumlah", "Keterangan"],
  csvReference: (organizer: string, count: number) => `SeTrip ${organizer} ${count} pesanan`,
  reference: "Nomor referensi transfer",
  pay: "Tandai sudah ditransfer",
  paying: "Mencatat…",
  paidBy: "Oleh",
  recall: "Tarik kembali",
  recalling: "Menarik…",
  recallTitle: "Tarik kembali?",
  recallLead: (days: number) =>
    `Uang ditahan lagi ${days} hari. Hanya selama itu sengketa dan pengembalian bisa diputuskan.`,
  bounce: "Dikembalikan bank",
  bouncing: "Mencatat…",
  bounceTitle: "Bank mengembalikan transfer ini?",
  bounceLead: "Pencairan ini kembali ke daftar siap ditransfer.",
  news: {
    paid: (organizer: string) => `Transfer ke ${organizer} tercatat. Organizer mendapat email.`,
    recalled: (code: string) => `Pencairan ${code} ditahan lagi.`,
    bounced: (code: string) => `Pencairan ${code} kembali ke daftar siap ditransfer.`,
  },
  refusals: {
    noneChosen: "Pilih paling sedikit satu pesanan.",
    noAccount: "Organizer belum mengisi rekening.",
    accountChanged:
      "Rekening organizer berubah setelah halaman ini dibuka, jadi belum ada yang dicatat. Periksa ke rekening mana uangnya dikirim, lalu muat ulang.",
    changed: (codes: string) =>
      `Belum ada yang dicatat, karena daftarnya sudah berubah: ${codes}. Muat ulang dan cocokkan dengan transfernya.`,
    amountChanged: "Belum ada yang dicatat, karena jumlahnya tidak sama lagi dengan yang terlihat. Muat ulang.",
  },
};
