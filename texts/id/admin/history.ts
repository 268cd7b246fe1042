/** What a change was about, as its sentence may say it: amounts, days and moments come in formatted, and each may be missing. */
export type ChangeFacts = {
  /** Of the change, or else of its row as it was by then. */
  amount?: string;
  /** The amount before the change. */
  was?: string;
  reason?: string;
  /** The bank's reference of a transfer. */
  reference?: string;
  account?: string;
  /** The platform's account, where money came in or went out. */
  platform?: string;
  until?: string;
  name?: string;
  count?: string;
};

/** `before` and the text, where there is one. */
const and = (before: string, text: string | undefined) => (text ? `${before}${text}` : "");
const because = ({ reason }: ChangeFacts) => and(": ", reason);
const sum = ({ amount }: ChangeFacts) => and(" ", amount);
/** How much, and on which account of the platform. */
const money = ({ amount, platform }: ChangeFacts) => `${and(" ", amount)}${and(" di ", platform)}`;

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
    "payment.add-receipt": ({ amount }: ChangeFacts) =>
      `mencatat uang lain yang masuk untuk pembayaran ini${and(", total masuk ", amount)}`,
    "payment.await-rest": ({ amount }: ChangeFacts) =>
      `mencatat sebagian uang${and(", total masuk ", amount)}, dan menunggu sisanya`,
    "payment.cancel": (facts: ChangeFacts) => `membatalkan tagihan${sum(facts)}`,
    "payment.end-part": (facts: ChangeFacts) =>
      `berhenti menunggu kekurangan tagihan${sum(facts)}: yang sudah masuk dikembalikan`,
    "payment.expire": (facts: ChangeFacts) => `mengakhiri tagihan${sum(facts)} yang lewat batas bayar`,
    "payment.forget-proof": (facts: ChangeFacts) => `menghapus bukti transfer${sum(facts)} yang lewat masa simpannya`,
    "payment.reject-proof": (facts: ChangeFacts) => `menolak bukti transfer${sum(facts)}${because(facts)}`,
    "payment.reopen": (facts: ChangeFacts) => `membuka tagihan${sum(facts)} kembali`,
    "payment.request": ({ amount, until }: ChangeFacts) =>
      `menerima tagihan${and(" ", amount)}${and(", dibayar paling lambat ", until)}`,
    "payment.settle": ({ amount }: ChangeFacts) => `menerima pembayaran${and(" ", amount)}`,
    "payment.take-back": ({ amount }: ChangeFacts) =>
      `mengurangi uang yang masuk${and(" menjadi ", amount)}: satu penerimaan batal`,
    "payment.upload-proof": (facts: ChangeFacts) => `mengunggah bukti transfer${sum(facts)}`,
    "payout.bounce": (facts: ChangeFacts) =>
      `mencatat bahwa bank mengembalikan pencairan${sum(facts)}${and(", referensi ", facts.reference)}`,
    "payout.cancel": ({ was }: ChangeFacts) =>
      `membatalkan pencairan${and(" ", was)}, karena tidak ada lagi yang menjadi bagian organizer`,
    "payout.extend-hold": (facts: ChangeFacts) =>
      `menahan uang organizer${sum(facts)} lebih lama${and(", sampai ", facts.until)}`,
    "payout.hold": ({ amount, until }: ChangeFacts) =>
      `menahan${and(" ", amount)} untuk organizer${and(" sampai ", until)}`,
    "payout.hold-back": (facts: ChangeFacts) => `menahan pencairan${sum(facts)}${because(facts)}`,
    "payout.pay": (facts: ChangeFacts) =>
      `menandai pencairan${sum(facts)} sudah ditransfer${and(" dengan referensi ", facts.reference)}`,
    "payout.recall": (facts: ChangeFacts) =>
      `menarik kembali pencairan${sum(facts)}${and(", ditahan lagi sampai ", facts.until)}`,
    "payout.release": (facts: ChangeFacts) => `mencairkan uang${sum(facts)}: siap ditransfer ke organizer`,
    "payout.resume": (facts: ChangeFacts) => `melepas tahanan pencairan${sum(facts)}${because(facts)}`,
    "payout.split": ({ amount, was }: ChangeFacts) =>
      `menghitung ulang bagian organizer${and(" dari ", was)}${and(" menjadi ", amount)}`,
    "receipt.forget-proof": (facts: ChangeFacts) =>
      `menghapus bukti sebagian pembayaran${money(facts)} yang lewat masa simpannya`,
    "receipt.record": (facts: ChangeFacts) => `mencatat uang masuk${money(facts)}`,
    "receipt.void": (facts: ChangeFacts) => `membatalkan penerimaan${money(facts)}${because(facts)}`,
    "refund.approve": ({ amount }: ChangeFacts) => `menyetujui laporan dan menjanjikan kembali${and(" ", amount)}`,
    "refund.ask-account": (facts: ChangeFacts) =>
      `meminta rekening peserta lewat email${and(", untuk pengembalian ", facts.amount)}`,
    "refund.bounce": (facts: ChangeFacts) =>
      `mencatat bahwa bank mengembalikan transfer${sum(facts)}${and(", referensi ", facts.reference)}`,
    "refund.cancel": (facts: ChangeFacts) => `membatalkan pengembalian${and(" ", facts.amount)}${because(facts)}`,
    "refund.forget-evidence": (facts: ChangeFacts) =>
      `menghapus bukti laporan${and(" yang meminta kembali ", facts.amount)} yang lewat masa simpannya`,
    "refund.owe": ({ amount }: ChangeFacts) => `menjanjikan kembali${and(" ", amount)}`,
    "refund.pay": (facts: ChangeFacts) =>
      `menandai pengembalian${sum(facts)} sudah ditransfer${and(" dengan referensi ", facts.reference)}`,
    "refund.redirect": (facts: ChangeFacts) =>
      `mengarahkan pengembalian${sum(facts)} ke rekening lain${and(": ", facts.account)}`,
    "refund.reject": (facts: ChangeFacts) =>
      `menolak laporan masalah${and(" yang meminta kembali ", facts.amount)}${because(facts)}`,
    "refund.request": ({ amount }: ChangeFacts) => `melaporkan masalah dan meminta kembali${and(" ", amount)}`,
    "statement.decide": (facts: ChangeFacts) => `menjelaskan baris rekening koran${money(facts)}${because(facts)}`,
    "statement.format": ({ platform }: ChangeFacts) => `menyimpan cara membaca rekening koran${and(" ", platform)}`,
    "statement.import": (facts: ChangeFacts) =>
      `mengimpor baris rekening koran${money(facts)}${and(" dari berkas ", facts.name)}`,
    "statement.match": (facts: ChangeFacts) => `mencocokkan baris rekening koran${money(facts)}`,
    "statement.restate": (facts: ChangeFacts) => `memperbarui baris rekening koran${money(facts)} yang diubah bank`,
    "statement.undo-import": (facts: ChangeFacts) =>
      `membatalkan impor rekening koran${money(facts)}${and(", berkas ", facts.name)}${because(facts)}`,
    "statement.unmatch": (facts: ChangeFacts) => `melepas pencocokan baris rekening koran${money(facts)}`,
    "transfer.bounce": (facts: ChangeFacts) => `mencatat bahwa bank mengembalikan satu bagian transfer${money(facts)}`,
    "transfer.confirm": (facts: ChangeFacts) =>
      `mengonfirmasi transfer${money(facts)}${and(" dengan referensi ", facts.reference)}`,
    "transfer.leave-out": (facts: ChangeFacts) => `mengeluarkan satu bagian dari transfer${money(facts)}`,
    "transfer.prepare": (facts: ChangeFacts) =>
      `menyiapkan transfer${money(facts)}${and(" untuk ", facts.count && `${facts.count} bagian`)}`,
    "transfer.undo": (facts: ChangeFacts) => `mengurungkan transfer${money(facts)}${because(facts)}`,
    "trip.arrange-photos": () => "mengatur foto trip",
    "trip.close": (facts: ChangeFacts) => `membatalkan trip${because(facts)}`,
    "trip.close-registration": () => "menutup pendaftaran trip",
    "trip.complete": () => "menyelesaikan trip",
    "trip.create": () => "membuat trip",
    "trip.edit": () => "mengubah trip",
    "trip.fill": () => "membuat trip penuh: tidak ada kursi tersisa",
    "trip.reopen": () => "membuat trip buka lagi: ada kursi",
    "trip.reopen-registration": () => "membuka lagi pendaftaran trip",
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
