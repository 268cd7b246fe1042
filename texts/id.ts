import { account } from "./id/account.ts";
import { system } from "./id/system.ts";

/** Everything people read, in Indonesian. `en.ts` has the same keys, which the compiler holds. */
export const id = {
  account,
  system,
  home: {
    title: "Jalan bareng, uang aman sampai pulang",
    lead: "SeTrip, tempat open trip di Indonesia. Uang peserta disimpan sampai trip selesai.",
    soon: "Daftar trip sedang disiapkan. Untuk sekarang, halaman ini dipakai tim SeTrip.",
    signIn: "Masuk",
    openAdmin: "Buka admin",
    signedInAs: (email: string) => `Masuk sebagai ${email}.`,
  },
  preferences: {
    language: "Bahasa",
    theme: "Tema",
    system: "Ikut perangkat",
    light: "Terang",
    dark: "Gelap",
  },
  notFound: {
    title: "Halaman tidak ditemukan",
    lead: "Alamatnya mungkin salah ketik, sudah dipindah, atau bukan untuk akun ini.",
    home: "Ke halaman depan",
  },
  failure: {
    title: "Halaman ini gagal dimuat",
    lead: "Memuat halaman tidak mengubah data apa pun. Coba muat lagi. Kalau tetap gagal, catat kode ini untuk tim teknis:",
    retry: "Muat lagi",
  },
};

/** The shape that every language fills. */
export type Texts = typeof id;
