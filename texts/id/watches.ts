/** How long its rule lets something wait, in the units that people count it in. */
export type WatchRule = { minutes: number; hours: number; days: number };

/** What a watch found, as the language writes it. `detail` is why, in brackets after a blank, or empty. */
export type WatchFound = WatchRule & { count: string; amount: string; detail: string };

/** What one watch says. */
export type WatchText = {
  /** What it looks for, in one line. */
  description: (rule: WatchRule) => string;
  /** What it found in a first sentence, then what to do about it. */
  sentence: (found: WatchFound) => string;
  /** What it found in a few words, for the sentence at the top of the page; what is about money is added up there. */
  short?: (count: string) => string;
};

/** Checks the words of all watches and keeps their names. */
const named = <Name extends string>(texts: Record<Name, WatchText>) => texts;

/** What each watch says, by its name. A watch cannot be declared without its words here, nor a language lack them. */
export const watches = named({
  "proofs-waiting": {
    description: ({ hours }) => `Bukti transfer yang belum diperiksa, dari pesanan lebih dari ${hours} jam lalu`,
    sentence: ({ count, amount, hours }) =>
      `${count} bukti transfer belum diperiksa lebih dari ${hours} jam (${amount}). Cocokkan dengan mutasi rekening, lalu terima atau tolak: tidak ada job yang memutuskannya.`,
  },
  "payments-unexpired": {
    description: ({ hours }) =>
      `Pembayaran tanpa bukti yang menunggu lebih dari ${hours} jam, padahal seharusnya sudah kedaluwarsa`,
    sentence: ({ count, amount, hours }) =>
      `${count} pembayaran menunggu lebih dari ${hours} jam tanpa bukti (${amount}). Kursinya masih terisi: periksa job expire-payments.`,
  },
  "payouts-held": {
    description: ({ hours }) => `Dana yang masih ditahan dan seharusnya sudah cair lebih dari ${hours} jam lalu`,
    sentence: ({ count, amount, hours }) =>
      `${count} pencairan masih ditahan, lewat ${hours} jam dari waktunya (${amount}). Periksa job auto-complete-trips.`,
  },
  "payouts-unpaid": {
    description: ({ days }) => `Dana siap cair yang belum ditransfer ke penyelenggara lebih dari ${days} hari`,
    sentence: ({ count, amount, days }) =>
      `${count} pencairan siap, tetapi belum ditransfer lebih dari ${days} hari (${amount}). Transfer, lalu catat referensinya.`,
  },
  "payouts-held-back": {
    description: ({ days }) => `Pencairan yang ditahan admin lebih dari ${days} hari`,
    sentence: ({ count, amount, days }) =>
      `${count} pencairan ditahan admin lebih dari ${days} hari (${amount}). Organizernya menunggu: putuskan, lalu lepaskan atau kembalikan uangnya.`,
  },
  "refunds-approved": {
    description: ({ days }) => `Pengembalian yang disetujui dan belum ditransfer lebih dari ${days} hari`,
    sentence: ({ count, amount, days }) =>
      `${count} pengembalian disetujui, tetapi belum ditransfer lebih dari ${days} hari (${amount}). Transfer, atau minta rekeningnya.`,
  },
  "disputes-undecided": {
    description: ({ days }) => `Laporan peserta yang belum diputuskan lebih dari ${days} hari`,
    sentence: ({ count, amount, days }) =>
      `${count} laporan peserta belum diputuskan lebih dari ${days} hari (${amount}). Selama itu dananya tertahan: putuskan.`,
  },
  "transfers-open": {
    description: ({ hours }) =>
      `Transfer yang disiapkan lebih dari ${hours} jam lalu, dan belum dikonfirmasi atau dibatalkan`,
    sentence: ({ count, amount, hours }) =>
      `${count} transfer disiapkan lebih dari ${hours} jam lalu (${amount}), dan belum jelas jadi atau tidak. Cek di bank, lalu konfirmasi atau batalkan.`,
  },
  "statement-lines-open": {
    description: ({ days }) => `Baris mutasi rekening yang belum dijelaskan lebih dari ${days} hari`,
    sentence: ({ count, amount, days }) =>
      `${count} baris mutasi rekening belum jelas lebih dari ${days} hari (${amount}). Cocokkan di Bank: mungkin ada peserta yang menunggu uangnya diterima.`,
  },
  "photos-missing": {
    description: () => "Foto trip yang tercatat di database tetapi tidak ada di penyimpanan",
    sentence: ({ count }) =>
      `${count} foto trip tercatat di database, tetapi tidak ada di penyimpanan. Kembalikan berkasnya dari cadangan, atau minta penyelenggara menghapus foto itu dari tripnya dan mengunggahnya lagi.`,
    short: (photos) => `${photos} foto hilang`,
  },
  "papers-missing": {
    description: () => "Bukti, KTP, atau lampiran laporan yang tercatat di database tetapi tidak ada di penyimpanan",
    sentence: ({ count }) =>
      `${count} bukti, KTP, atau lampiran tercatat di database, tetapi tidak ada di penyimpanan. Pulihkan uploads/private dari cadangan; nama berkasnya ada di run terakhir.`,
    short: (papers) => `${papers} berkas pribadi hilang`,
  },
  "mails-dead": {
    description: () => "Email yang gagal dan menunggu admin: kirim ulang atau buang",
    sentence: ({ count }) =>
      `${count} email gagal dan tidak dicoba lagi sendiri. Bereskan sebabnya, lalu kirim ulang atau buang.`,
    short: (mails) => `${mails} email gagal`,
  },
  "pages-failed": {
    description: ({ minutes }) => `Halaman yang gagal tanpa diduga dalam ${minutes} menit terakhir`,
    sentence: ({ count, detail, minutes }) =>
      `${count} halaman gagal dalam ${minutes} menit terakhir${detail}. Pengunjung hanya melihat sebuah kode; log server menyebut halaman dan sebabnya.`,
    short: (pages) => `${pages} halaman gagal`,
  },
});
