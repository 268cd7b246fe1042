/** What a change was about, as its sentence may say it: amounts, days and moments come in formatted, and each may be missing. */
export type ChangeFacts = {
  amount?: string;
  /** The amount before the change. */
  was?: string;
  reason?: string;
  /** The bank's reference of a transfer. */
  reference?: string;
  account?: string;
  until?: string;
  name?: string;
  count?: string;
};

/** `before` and the text, where there is one. */
const and = (before: string, text: string | undefined) => (text ? `${before}${text}` : "");
const because = ({ reason }: ChangeFacts) => and(": ", reason);

/** The story of a booking, trip, person, payout or transfer. A sentence goes on behind the name of who did it. */
export const history = {
  title: "Riwayat",
  none: "Belum ada yang tercatat.",
  details: "Rincian",
  record: "Data",
  job: (name: string) => `Job ${name}`,
  nobody: { USER: "Seseorang", ADMIN: "Admin di server", CRON: "Job otomatis", WEBHOOK: "Penyedia pembayaran" },
  /** Of what a release before or after this one wrote. */
  other: (action: string) => `melakukan ${action}`,
  reasons: { superseded: "digantikan oleh keputusan lain" } as Record<string, string>,
  pages: "Halaman riwayat",
  sentences: {
    "booking.cancel": (facts: ChangeFacts) => `membatalkan pesanan${because(facts)}`,
    "booking.change-travellers": () => "mengubah nama peserta",
    "booking.confirm": () => "mengonfirmasi pesanan",
    "booking.create": ({ count, amount }: ChangeFacts) =>
      `memesan${and(" untuk ", count && `${count} orang`)}${and(" seharga ", amount)}`,
    "booking.expire": () => "mengakhiri pesanan yang lewat batas bayar",
    "booking.reopen": () => "membuka pesanan kembali, menunggu bayar",
    "channel.test": () => "mencoba saluran peringatan",
    "email.discard": () => "membuang email",
    "email.resend": () => "mengantrekan email untuk dikirim ulang",
    "job.run-again": () => "menjalankan job sekali lagi",
    "job.run-now": () => "menjalankan job dengan tangan",
    "organizer.apply": () => "mendaftar sebagai organizer",
    "organizer.approve": () => "memverifikasi organizer",
    "organizer.end": () => "berhenti menjadi organizer: akunnya dihapus",
    "organizer.forget-identity": () => "menghapus kartu identitas yang lewat masa simpannya",
    "organizer.reinstate": () => "mengaktifkan lagi organizer",
    "organizer.reject": (facts: ChangeFacts) => `menolak pendaftaran organizer${because(facts)}`,
    "organizer.resume-payouts": (facts: ChangeFacts) =>
      `melepas tahanan semua pencairan organizer${and(", total ", facts.amount)}${because(facts)}`,
    "organizer.suspend": (facts: ChangeFacts) => `menonaktifkan organizer${because(facts)}`,
    "payment.add-receipt": () => "mencatat uang lain yang masuk untuk pembayaran ini",
    "payment.await-rest": ({ amount }: ChangeFacts) =>
      `mencatat sebagian uang${and(", total masuk ", amount)}, dan menunggu sisanya`,
    "payment.cancel": () => "membatalkan tagihan",
    "payment.end-part": () => "berhenti menunggu kekurangannya: yang sudah masuk dikembalikan",
    "payment.expire": () => "mengakhiri tagihan yang lewat batas bayar",
    "payment.forget-proof": () => "menghapus bukti transfer yang lewat masa simpannya",
    "payment.reject-proof": (facts: ChangeFacts) => `menolak bukti transfer${because(facts)}`,
    "payment.reopen": () => "membuka tagihan kembali",
    "payment.request": ({ amount, until }: ChangeFacts) =>
      `menerima tagihan${and(" ", amount)}${and(", dibayar paling lambat ", until)}`,
    "payment.settle": ({ amount }: ChangeFacts) => `menerima pembayaran${and(" ", amount)}`,
    "payment.take-back": () => "mengurangi uang yang masuk: satu penerimaan batal",
    "payment.upload-proof": () => "mengunggah bukti transfer",
    "payout.bounce": ({ reference }: ChangeFacts) =>
      `mencatat bahwa bank mengembalikan pencairan${and(" ", reference)}`,
    "payout.cancel": () => "membatalkan pencairan, karena tidak ada lagi yang menjadi bagian organizer",
    "payout.extend-hold": ({ until }: ChangeFacts) => `menahan uang organizer lebih lama${and(", sampai ", until)}`,
    "payout.hold": ({ amount, until }: ChangeFacts) =>
      `menahan${and(" ", amount)} untuk organizer${and(" sampai ", until)}`,
    "payout.hold-back": (facts: ChangeFacts) => `menahan pencairan${because(facts)}`,
    "payout.pay": ({ reference }: ChangeFacts) =>
      `menandai pencairan sudah ditransfer${and(" dengan referensi ", reference)}`,
    "payout.recall": ({ until }: ChangeFacts) => `menarik kembali pencairan${and(", ditahan lagi sampai ", until)}`,
    "payout.release": () => "mencairkan uang: siap ditransfer ke organizer",
    "payout.resume": (facts: ChangeFacts) => `melepas tahanan pencairan${because(facts)}`,
    "payout.split": ({ amount, was }: ChangeFacts) =>
      `menghitung ulang bagian organizer${and(" dari ", was)}${and(" menjadi ", amount)}`,
    "receipt.forget-proof": () => "menghapus bukti transfer sebagian yang lewat masa simpannya",
    "receipt.record": ({ amount }: ChangeFacts) => `mencatat uang masuk${and(" ", amount)}`,
    "receipt.void": (facts: ChangeFacts) => `membatalkan penerimaan${and(" ", facts.amount)}${because(facts)}`,
    "refund.approve": ({ amount }: ChangeFacts) => `menyetujui laporan dan menjanjikan kembali${and(" ", amount)}`,
    "refund.ask-account": () => "meminta rekening peserta lewat email",
    "refund.bounce": ({ reference }: ChangeFacts) => `mencatat bahwa bank mengembalikan transfer${and(" ", reference)}`,
    "refund.cancel": (facts: ChangeFacts) => `membatalkan pengembalian${and(" ", facts.amount)}${because(facts)}`,
    "refund.forget-evidence": () => "menghapus bukti laporan yang lewat masa simpannya",
    "refund.owe": ({ amount }: ChangeFacts) => `menjanjikan kembali${and(" ", amount)}`,
    "refund.pay": ({ reference }: ChangeFacts) =>
      `menandai pengembalian sudah ditransfer${and(" dengan referensi ", reference)}`,
    "refund.redirect": ({ account }: ChangeFacts) => `mengarahkan pengembalian ke rekening lain${and(": ", account)}`,
    "refund.reject": (facts: ChangeFacts) => `menolak laporan masalah${because(facts)}`,
    "refund.request": ({ amount }: ChangeFacts) => `melaporkan masalah dan meminta kembali${and(" ", amount)}`,
    "statement.decide": (facts: ChangeFacts) => `menjelaskan sebuah baris rekening koran${because(facts)}`,
    "statement.format": () => "menyimpan cara membaca rekening koran",
    "statement.import": ({ name, count }: ChangeFacts) =>
      `mengimpor rekening koran${and(" ", name)}${and(", baris baru: ", count)}`,
    "statement.match": () => "mencocokkan sebuah baris rekening koran",
    "statement.restate": () => "memperbarui sebuah baris rekening koran yang diubah bank",
    "statement.unmatch": () => "melepas pencocokan sebuah baris rekening koran",
    "transfer.bounce": ({ amount }: ChangeFacts) =>
      `mencatat bahwa bank mengembalikan satu bagian transfer${and(" ", amount)}`,
    "transfer.confirm": ({ reference }: ChangeFacts) => `mengonfirmasi transfer${and(" dengan referensi ", reference)}`,
    "transfer.leave-out": () => "mengeluarkan satu bagian dari transfer",
    "transfer.prepare": ({ amount, count }: ChangeFacts) =>
      `menyiapkan transfer${and(" ", amount)}${and(" untuk ", count && `${count} penerimaan`)}`,
    "transfer.undo": (facts: ChangeFacts) => `mengurungkan transfer${because(facts)}`,
    "trip.arrange-photos": () => "mengatur foto trip",
    "trip.close": (facts: ChangeFacts) => `membatalkan trip${because(facts)}`,
    "trip.complete": () => "menyelesaikan trip",
    "trip.create": () => "membuat trip",
    "trip.edit": () => "mengubah trip",
    "trip.fill": () => "membuat trip penuh: tidak ada kursi tersisa",
    "trip.reopen": () => "membuat trip buka lagi: ada kursi",
    "user.add": () => "menambahkan akun dari daftar",
    "user.add-admin": () => "menjadikan akun ini admin",
    "user.change-email": () => "mengganti alamat email",
    "user.delete": () => "menghapus akunnya: akun dihapus",
    "user.end-session": () => "mengakhiri satu sesi",
    "user.end-sessions": () => "mengakhiri semua sesi lain",
    "user.export": () => "mengunduh salinan datanya",
    "user.reinstate": () => "mengaktifkan lagi akun",
    "user.save-bank-account": ({ account }: ChangeFacts) => `menyimpan rekening bank${and(": ", account)}`,
    "user.save-profile": () => "mengubah profil",
    "user.set-password": () => "mengganti kata sandi",
    "user.sign-up": () => "membuat akun",
    "user.stop-bank-account": () => "menolak perubahan rekening lewat tautan di email",
    "user.suspend": (facts: ChangeFacts) => `menonaktifkan akun${because(facts)}`,
    "user.two-factor-off": () => "mematikan masuk dua langkah",
    "user.two-factor-on": () => "menyalakan masuk dua langkah",
    "user.verify-email": () => "mengonfirmasi alamat email",
  },
};
