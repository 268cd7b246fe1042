import { pageRoutes } from "#tests/addresses.ts";
import { type Market, type Role, roles } from "./market.ts";

const everyone: Role[] = [...roles];
const signedIn: Role[] = ["ana", "eve", "hugo", "oka", "sari"];

/** Who may open an address, and which of its kind there are in a market. */
export type Entry = { who: Role[]; at: (market: Market) => string[] };
const at =
  (...paths: string[]) =>
  () =>
    paths;

/** Who may open the pages of a folder whose addresses always stand, unless one has a line of its own below. */
const folders: [folder: string, who: Role[]][] = [
  ["app/(public)/", everyone],
  ["app/(account)/", signedIn],
  ["app/organizer/", ["hugo", "oka"]],
  ["app/", ["sari"]],
];

/** Every page whose address always stands, by its folder: a new one is closed to all whom its folder is closed to. */
function standingPages(): Record<string, Entry> {
  const standing = pageRoutes().filter(({ isStanding }) => isStanding);
  return Object.fromEntries(
    standing.map(({ address, file }) => {
      const [, who = []] = folders.find(([folder]) => file.startsWith(folder)) ?? [];
      return [address, { who, at: at(address) }];
    }),
  );
}

/** What is open to others than its folder, what is asked for with a query, and addresses with a gap: which of their kind there are. */
const named: Record<string, Entry> = {
  "/trip/[slug]": { who: everyone, at: ({ trips }) => Object.values(trips).map(({ slug }) => `/trip/${slug}`) },
  "/penyelenggara/[slug]": { who: everyone, at: ({ organizers }) => [`/penyelenggara/${organizers.hugos.slug}`] },
  "/masuk": { who: everyone, at: at("/masuk") },
  "/masuk/kode": { who: everyone, at: at("/masuk/kode") },
  "/daftar": { who: everyone, at: at("/daftar") },
  "/daftar/terkirim": { who: everyone, at: at("/daftar/terkirim") },
  "/lupa-sandi": { who: everyone, at: at("/lupa-sandi") },
  "/atur-sandi": { who: everyone, at: at("/atur-sandi?token=x") },
  "/hentikan-rekening": { who: everyone, at: at("/hentikan-rekening?token=x") },
  "/konfirmasi-email": { who: everyone, at: at("/konfirmasi-email?token=x") },
  "/system.webmanifest": { who: everyone, at: at("/system.webmanifest") },
  "/kartu/[kind]/[slug]": {
    who: everyone,
    at: ({ trips }) => [`/kartu/trip/${trips.upcoming.slug}`, "/kartu/halaman/beranda"],
  },
  "/foto/[name]": { who: everyone, at: ({ photo }) => [`/foto/${photo}`] },

  "/trip/[slug]/pesan": { who: signedIn, at: ({ trips }) => [`/trip/${trips.upcoming.slug}/pesan`] },
  "/organizer/daftar": { who: signedIn, at: at("/organizer/daftar") },

  "/pesanan/[code]": {
    who: ["ana"],
    at: ({ bookings: { disputed: _, ...anas } }) =>
      Object.values(anas).map(({ booking }) => `/pesanan/${booking.code}`),
  },
  "/pesanan/[code]/jadwal.ics": {
    who: ["ana"],
    at: ({ bookings }) => [`/pesanan/${bookings.confirmed.booking.code}/jadwal.ics`],
  },
  "/pesanan/[code]/bayar": {
    who: ["ana"],
    at: ({ bookings }) => [bookings.unpaid, bookings.inReview].map(({ booking }) => `/pesanan/${booking.code}/bayar`),
  },

  "/organizer/dana/dana.xlsx": { who: ["hugo", "oka"], at: at("/organizer/dana/dana.xlsx") },
  "/organizer/dana/dana.csv": { who: ["hugo", "oka"], at: at("/organizer/dana/dana.csv") },
  "/organizer/trip/[id]/ubah": { who: ["hugo"], at: ({ trips }) => [`/organizer/trip/${trips.upcoming.id}/ubah`] },
  "/organizer/trip/[id]": {
    who: ["hugo"],
    at: ({ trips }) => [trips.upcoming, trips.past].map(({ id }) => `/organizer/trip/${id}`),
  },
  "/organizer/trip/[id]/peserta.xlsx": {
    who: ["hugo"],
    at: ({ trips }) => [`/organizer/trip/${trips.upcoming.id}/peserta.xlsx`],
  },
  "/organizer/trip/[id]/peserta.csv": {
    who: ["hugo"],
    at: ({ trips }) => [`/organizer/trip/${trips.upcoming.id}/peserta.csv`],
  },

  "/berkas/[kind]/[id]": {
    who: ["ana", "sari"],
    at: ({ bookings }) => [`/berkas/bukti/${bookings.inReview.payment.id}`],
  },
  "/api/unggah/foto/[name]": { who: ["hugo"], at: ({ photo }) => [`/api/unggah/foto/${photo}`] },

  "/admin/counts": { who: ["sari"], at: at("/admin/counts") },
  "/admin/payments": { who: ["sari"], at: at("/admin/payments", "/admin/payments?stuck=1") },
  "/admin/refunds": { who: ["sari"], at: at("/admin/refunds", "/admin/refunds?stuck=1") },
  "/admin/payouts": { who: ["sari"], at: at("/admin/payouts", "/admin/payouts?stuck=1") },
  "/admin/payouts/[id]": {
    who: ["sari"],
    at: ({ bookings }) =>
      Object.values(bookings).flatMap(({ payout }) => (payout ? [`/admin/payouts/${payout.id}`] : [])),
  },
  "/admin/cari": { who: ["sari"], at: at("/admin/cari", "/admin/cari?cari=ana&bagian=mails") },
  "/admin/transfers/siapkan": {
    who: ["sari"],
    at: at("/admin/transfers/siapkan", "/admin/transfers/siapkan?jenis=pengembalian"),
  },
  "/admin/transfers/[code]": { who: ["sari"], at: ({ transfer }) => [`/admin/transfers/${transfer}`] },
  "/admin/transfers/[code]/berkas/[kind]": {
    who: ["sari"],
    at: ({ transfer }) => ["umum.xlsx", "umum.csv"].map((kind) => `/admin/transfers/${transfer}/berkas/${kind}`),
  },
  "/admin/bank/months": { who: ["sari"], at: at("/admin/bank/months", "/admin/bank/months?day=2026-05-10") },
  "/admin/bank/months/journal.xlsx": { who: ["sari"], at: at("/admin/bank/months/journal.xlsx") },
  "/admin/bank/months/journal.csv": { who: ["sari"], at: at("/admin/bank/months/journal.csv?month=2026-05") },
  "/admin/trips/[id]": { who: ["sari"], at: ({ trips }) => [`/admin/trips/${trips.upcoming.id}`] },
  "/admin/bookings/[code]": {
    who: ["sari"],
    at: ({ bookings }) => Object.values(bookings).map(({ booking }) => `/admin/bookings/${booking.code}`),
  },
  "/admin/users": { who: ["sari"], at: at("/admin/users", "/admin/users?state=organizers") },
  "/admin/users/[id]": {
    who: ["sari"],
    at: ({ people }) => [people.ana, people.hugo].map(({ id }) => `/admin/users/${id}`),
  },
  "/admin/emails/[id]": { who: ["sari"], at: ({ mailId }) => [`/admin/emails/${mailId}`] },
  "/admin/system/incidents/[id]": { who: [], at: at("/admin/system/incidents/0199c1f2-77aa-7b1e-9c53-1d2e3f405162") },
  "/admin/system/jobs/[name]": { who: ["sari"], at: at("/admin/system/jobs/prune") },
  "/admin/system/runs/[id]": { who: [], at: at("/admin/system/runs/0199c1f2-77aa-7b1e-9c53-1d2e3f405162") },
};

/** Who may open which address. What the app answers and does not stand here fails the first test of `access.test.ts`. */
export const pages: Record<string, Entry> = { ...standingPages(), ...named };

/** Who may open an address as its folders name it; nothing where that is not known. */
export function openTo(address: string): Role[] | undefined {
  return pages[address]?.who;
}
