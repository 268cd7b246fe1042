import { inMinutesAndSeconds } from "#texts/duration.ts";

/** What is wrong with a field, for every form. */
export const form = {
  required: "Bagian ini wajib diisi.",
  tooShort: (length: number) => `Terlalu pendek. Paling sedikit ${length} karakter.`,
  tooLong: (length: number) => `Terlalu panjang. Paling banyak ${length} karakter.`,
  atLeast: (amount: string) => `Paling kecil ${amount}.`,
  atMost: (amount: string) => `Paling besar ${amount}.`,
  fewest: (count: number) => `Isi paling sedikit ${count}.`,
  most: (count: number) => `Paling banyak ${count}.`,
  notANumber: "Isi dengan angka bulat, tanpa huruf.",
  rupiah: "Jumlah ini belum jelas. Tulis rupiah bulat tanpa sen, misalnya 1.250.000.",
  notADay: "Pilih tanggal yang ada di kalender.",
  email: "Alamat email ini belum lengkap. Contoh: nama@contoh.id",
  phone: "Nomor ini belum lengkap. Contoh: 0812 3456 7890",
  invalid: "Isian ini belum benar. Periksa lagi.",
  tooMany: (seconds: number) =>
    `Terlalu banyak percobaan. Tunggu ${inMinutesAndSeconds(seconds, "id")}, lalu coba lagi.`,
  changedElsewhere:
    "Sejak halaman ini dibuka, ini sudah diubah dari tab atau perangkat lain. Belum ada yang disimpan. Muat ulang halaman untuk melihat yang baru, lalu ubah lagi.",
  drawnForAnother: (name: string) =>
    `Halaman ini dibuka sebelum ${name} masuk di browser ini. Belum ada yang disimpan. Muat ulang halaman, lalu isi lagi sebagai ${name}.`,
  optional: "opsional",
  filesBusy: "Sedang banyak berkas yang dibuat. Tunggu sebentar, lalu unduh lagi.",
  tooManyRows: (most: string) => `Satu berkas memuat paling banyak ${most} baris, dan yang ini lebih dari itu.`,
};
