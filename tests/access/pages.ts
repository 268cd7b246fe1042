import { type Market, type Role, roles } from "./market.ts";

const everyone: Role[] = [...roles];
const signedIn: Role[] = ["ana", "eve", "hugo", "oka", "sari"];

/** Who may open an address, and which of its kind there are in a market. */
export type Entry = { who: Role[]; at: (market: Market) => string[] };
const at =
  (...paths: string[]) =>
  () =>
    paths;

/** Who may open which address. Every page of `app/` stands here: one that is missing fails the first test. */
export const pages: Record<string, Entry> = {
  "/": { who: everyone, at: at("/") },
  "/cara-kerja": { who: everyone, at: at("/cara-kerja") },
  "/syarat": { who: everyone, at: at("/syarat") },
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
  "/foto/[name]": { who: everyone, at: ({ photo }) => [`/foto/${photo}`] },

  "/trip/[slug]/pesan": { who: signedIn, at: ({ trips }) => [`/trip/${trips.upcoming.slug}/pesan`] },
  "/pesanan": { who: signedIn, at: at("/pesanan") },
  "/akun": { who: signedIn, at: at("/akun") },
  "/akun/keamanan": { who: signedIn, at: at("/akun/keamanan") },
  "/akun/rekening": { who: signedIn, at: at("/akun/rekening") },
  "/organizer/daftar": { who: signedIn, at: at("/organizer/daftar") },

  "/pesanan/[code]": {
    who: ["ana"],
    at: ({ bookings: { disputed: _, ...anas } }) =>
      Object.values(anas).map(({ booking }) => `/pesanan/${booking.code}`),
  },
  "/pesanan/[code]/bayar": {
    who: ["ana"],
    at: ({ bookings }) => [bookings.unpaid, bookings.inReview].map(({ booking }) => `/pesanan/${booking.code}/bayar`),
  },

  "/organizer": { who: ["hugo", "oka"], at: at("/organizer") },
  "/organizer/dana": { who: ["hugo", "oka"], at: at("/organizer/dana") },
  "/organizer/dana/dana.xlsx": { who: ["hugo", "oka"], at: at("/organizer/dana/dana.xlsx") },
  "/organizer/dana/dana.csv": { who: ["hugo", "oka"], at: at("/organizer/dana/dana.csv") },
  "/organizer/trip/baru": { who: ["hugo", "oka"], at: at("/organizer/trip/baru") },
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

  "/admin": { who: ["sari"], at: at("/admin") },
  "/admin/counts": { who: ["sari"], at: at("/admin/counts") },
  "/admin/payments": { who: ["sari"], at: at("/admin/payments", "/admin/payments?stuck=1") },
  "/admin/refunds": { who: ["sari"], at: at("/admin/refunds", "/admin/refunds?stuck=1") },
  "/admin/refunds/bank.xlsx": { who: ["sari"], at: at("/admin/refunds/bank.xlsx") },
  "/admin/refunds/bank": { who: ["sari"], at: at("/admin/refunds/bank") },
  "/admin/payouts": { who: ["sari"], at: at("/admin/payouts", "/admin/payouts?stuck=1") },
  "/admin/payouts/bank.xlsx": {
    who: ["sari"],
    at: ({ organizers }) => [`/admin/payouts/bank.xlsx?organizer=${organizers.hugos.id}`],
  },
  "/admin/payouts/bank": {
    who: ["sari"],
    at: ({ organizers }) => [`/admin/payouts/bank?organizer=${organizers.hugos.id}`],
  },
  "/admin/trips": { who: ["sari"], at: at("/admin/trips") },
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
  "/admin/emails": { who: ["sari"], at: at("/admin/emails") },
  "/admin/emails/[id]": { who: ["sari"], at: ({ mailId }) => [`/admin/emails/${mailId}`] },
  "/admin/audit": { who: ["sari"], at: at("/admin/audit") },
  "/admin/system": { who: ["sari"], at: at("/admin/system") },
  "/admin/system/incidents": { who: ["sari"], at: at("/admin/system/incidents") },
  "/admin/system/incidents/[id]": { who: [], at: at("/admin/system/incidents/0199c1f2-77aa-7b1e-9c53-1d2e3f405162") },
  "/admin/system/panduan": { who: ["sari"], at: at("/admin/system/panduan") },
  "/admin/system/jobs/[name]": { who: ["sari"], at: at("/admin/system/jobs/prune") },
  "/admin/system/runs/[id]": { who: [], at: at("/admin/system/runs/0199c1f2-77aa-7b1e-9c53-1d2e3f405162") },
};
