import { inMinutesAndSeconds } from "../duration.ts";

/** Signing in and setting a password. */
export const account = {
  signIn: {
    title: "Masuk",
    lead: "Untuk tim SeTrip.",
    email: "Alamat email",
    password: "Kata sandi",
    submit: "Masuk",
    submitting: "Memeriksa…",
    wrong: "Email atau kata sandi tidak cocok. Periksa lagi, lalu coba sekali lagi.",
    suspended: "Akun ini sedang dinonaktifkan. Hubungi admin SeTrip.",
    tooMany: (seconds: number) =>
      `Terlalu banyak percobaan. Tunggu ${inMinutesAndSeconds(seconds, "id")}, lalu coba lagi.`,
    demoTitle: "Akun demo",
    demoLead: "Data contoh di komputer ini. Tekan satu akun untuk mengisi formulir.",
    demoRoles: { ADMIN: "admin", USER: "pengguna biasa" },
  },
  setPassword: {
    title: "Atur kata sandi",
    lead: "Tautan ini hanya bisa dipakai sekali. Setelah tersimpan, kamu masuk dengan kata sandi baru.",
    password: "Kata sandi baru",
    hint: (length: number) => `Paling sedikit ${length} karakter. Kalimat pendek lebih mudah diingat.`,
    submit: "Simpan kata sandi",
    submitting: "Menyimpan…",
    tooShort: (length: number) => `Terlalu pendek. Paling sedikit ${length} karakter.`,
    tooLong: "Terlalu panjang. Paling banyak 128 karakter.",
    expired: "Tautan ini sudah dipakai atau sudah kedaluwarsa. Minta tautan baru ke pengelola server.",
    saved: "Kata sandi tersimpan. Sekarang masuk dengan kata sandi baru.",
  },
  signOut: "Keluar",
};
