import { audit } from "./admin/audit.ts";
import { bank } from "./admin/bank.ts";
import { bookings } from "./admin/bookings.ts";
import { emails } from "./admin/emails.ts";
import { history } from "./admin/history.ts";
import { missing } from "./admin/missing.ts";
import { months } from "./admin/months.ts";
import { payments } from "./admin/payments.ts";
import { payouts } from "./admin/payouts.ts";
import { refunds } from "./admin/refunds.ts";
import { search } from "./admin/search.ts";
import { transfers } from "./admin/transfers.ts";
import { trips } from "./admin/trips.ts";
import { users } from "./admin/users.ts";
import { words } from "./admin/words.ts";

/** The back office, without the morning page. */
export const admin = {
  title: "Hari ini",
  sections: {
    home: "Hari ini",
    payments: "Pembayaran",
    refunds: "Pengembalian",
    payouts: "Pencairan",
    transfers: "Transfer",
    trips: "Trip",
    users: "Pengguna",
    emails: "Email",
    audit: "Audit",
    bank: "Bank",
  },
  waitingCount: (count: string) => `${count} menunggu`,
  home: {
    nothing: "Tidak ada yang menunggu",
    nothingLead: "Semua bukti sudah dicek, semua uang sudah dikirim. Bukti dan sengketa baru muncul di sini.",
    proofs: "Bukti transfer perlu dicek",
    disputes: "Sengketa perlu diputuskan",
    refunds: "Pengembalian siap ditransfer",
    refundsWithoutAccount: "Pengembalian menunggu rekening peserta",
    payouts: "Pencairan siap ditransfer",
    transfers: "Transfer disiapkan, belum dikonfirmasi",
    statementLines: "Baris mutasi rekening belum jelas",
    applications: "Organizer perlu diverifikasi",
    deadMails: "Email gagal terkirim",
    jobs: "Job otomatis",
    jobsWell: (count: string) => `${count} job berjalan tepat waktu`,
    seeSystem: "Lihat System",
  },
  list: {
    lists: "Daftar",
    search: "Cari",
    clear: "Hapus pencarian",
    none: "Tidak ada",
    first: "Ke awal",
    next: "Berikutnya",
    pages: "Halaman daftar",
    reload: "Muat ulang",
    yes: "ya",
    no: "tidak",
  },
  form: {
    working: "Menyimpan…",
    whoWasFirst: (who: string, at: string, state: string) =>
      `Sudah didahului ${who} pada ${at}. Sekarang: ${state}. Muat ulang halaman untuk melihat yang terbaru.`,
    changed: (state: string) => `Sudah berubah sejak halaman ini dibuka. Sekarang: ${state}. Muat ulang halaman.`,
    reload: "Muat ulang halaman.",
    gone: "Data ini tidak ada lagi. Muat ulang halaman.",
    system: (job: string) => `job ${job}`,
    atMost: (amount: string) => `Paling besar ${amount}.`,
    atLeast: (amount: string) => `Paling kecil ${amount}.`,
  },
  words,
  months,
  payments,
  /** Beside a bank account that was changed lately. */
  newAccount: (age: string) => `rekening baru, diganti ${age} lalu`,
  refunds,
  transfers,
  payouts,
  bookings,
  trips,
  users,
  emails,
  missing,
  audit,
  bank,
  history,
  search,
};
