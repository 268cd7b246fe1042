import type { UploadMost } from "../upload-most.ts";

/** The field that sends a picture while its form is still being filled in. */
export const upload = {
  sending: (percent: number) => `Mengunggah… ${percent}%`,
  checking: "Memeriksa gambar…",
  progress: "Kemajuan pengunggahan",
  done: (name: string) => `Terunggah: ${name}`,
  picture: "gambar",
  send: "Unggah gambar ini dulu",
  drop: "Hapus gambar",
  refusals: (most: UploadMost) => ({
    "no-file": "Berkas ini kosong. Pilih gambar lain.",
    "too-large": `Gambarnya lebih besar dari ${most.megabytes} MB. Pakai tangkapan layarnya saja.`,
    heic: "Foto ini berformat HEIC dari iPhone. Bagikan sebagai JPEG, atau ambil tangkapan layarnya, lalu pilih itu.",
    avif: "Gambar ini berformat AVIF. Ambil tangkapan layarnya, lalu pilih itu.",
    "not-a-picture": "Berkas ini bukan gambar yang bisa kami buka. Pakai JPEG, PNG, atau WebP.",
    "too-many-pixels": `Gambarnya lebih dari ${most.megapixels} megapiksel. Pakai tangkapan layarnya saja.`,
    "too-small": "Gambarnya terlalu kecil untuk dibaca. Pakai yang aslinya.",
    "too-complex": "Gambar ini terlalu berat untuk kami buka. Pakai tangkapan layarnya saja.",
    "too-many": "Terlalu banyak unggahan dalam satu jam. Tunggu sebentar, lalu coba lagi.",
    "queue-full": "Unggahanmu yang lain masih kami olah. Tunggu sampai selesai, lalu coba lagi.",
    busy: "Sedang banyak yang mengunggah. Tunggu sebentar, lalu pilih lagi.",
    "too-slow": "Gambarnya terlalu lama sampai. Coba lagi saat sinyalnya lebih baik.",
    interrupted: "Sambungannya terputus. Pilih gambarnya sekali lagi.",
    offline: "Sambungannya terputus. Pilih gambarnya sekali lagi.",
    "not-stored": "Gambarnya belum tersimpan karena gangguan di pihak kami. Pilih sekali lagi.",
    foreign: "Unggahan ditolak. Muat ulang halaman ini, lalu coba lagi.",
    "signed-out": "Kamu sudah keluar dari akun. Masuk lagi, lalu pilih gambarnya.",
    "not-found": "Pesanan ini tidak ada di akunmu.",
    "not-allowed": "Gambar ini tidak kami butuhkan sekarang. Muat ulang halaman ini untuk melihat statusnya.",
    expired: "Gambar itu sudah tidak ada pada kami. Pilih sekali lagi.",
  }),
};
