import { wording } from "#texts/letter.ts";
import { changePassword, hello, notYou } from "./phrases.ts";

/** Mails to the owner of an account that changed, because it may not have been them: each says what to do then. */
export const security = {
  "password-changed": wording<"link", "name">({
    subject: () => "Kata sandimu sudah diganti",
    letter: ({ name, link }) => ({
      heading: "Kata sandi diganti",
      greeting: hello(name),
      lines: ["Kata sandi akunmu baru saja diganti, dan semua perangkat lain sudah keluar dari akunmu."],
      button: changePassword(link),
      note: notYou,
    }),
  }),
  "bank-account-changed": wording<"bank" | "digits" | "holder" | "stopUrl" | "until", "name">({
    subject: () => "Rekeningmu diubah",
    letter: ({ name, bank, digits, holder, stopUrl, until }) => ({
      heading: "Rekeningmu diubah",
      greeting: hello(name),
      lines: [
        "Mulai sekarang uang kembali dan dana tripmu kami transfer ke rekening ini, juga yang belum sempat kami transfer.",
      ],
      facts: [
        ["Bank", bank],
        ["Nomor rekening", `••••${digits}`],
        ["Atas nama", holder],
      ],
      button: { label: "Bukan saya, hentikan", href: stopUrl },
      note: `Tombol ini membatalkan perubahan itu, mengeluarkan semua perangkat, dan meminta kata sandi baru. Berlaku sampai ${until}. Kamu sendiri yang mengubah? Abaikan saja email ini.`,
    }),
  }),
  "bank-account-stopped": wording<"link", "name" | "bank" | "digits">({
    subject: () => "Perubahan rekeningmu sudah dihentikan",
    letter: ({ name, link, bank, digits }) => ({
      heading: "Perubahan rekening dihentikan",
      greeting: hello(name),
      lines: [
        bank
          ? `Rekeningmu kembali ke ${bank} ••••${digits}. Uang yang belum kami transfer menuju ke sana lagi.`
          : "Rekening itu sudah kami hapus. Uang yang belum kami transfer menunggu sampai kamu mengisi rekeningmu.",
        "Semua perangkat sudah keluar dari akunmu, dan kata sandi yang lama tidak berlaku lagi. Pilih kata sandi baru untuk masuk.",
      ],
      button: { label: "Pilih kata sandi baru", href: link },
      note: "Ada transfer yang tidak kamu kenal? Balas email ini.",
    }),
  }),
  "email-change-asked": wording<"link", "name" | "newEmail">({
    subject: () => "Alamat email akunmu akan diganti",
    letter: ({ name, link, newEmail }) => ({
      heading: "Alamat email akan diganti",
      greeting: hello(name),
      lines: [
        newEmail
          ? `Akunmu akan memakai ${newEmail} setelah alamat itu dikonfirmasi. Sampai saat itu tidak ada yang berubah.`
          : "Akunmu akan memakai alamat lain setelah alamat itu dikonfirmasi. Sampai saat itu tidak ada yang berubah.",
      ],
      button: changePassword(link),
      note: notYou,
    }),
  }),
  "two-factor-on": wording<"link", "name">({
    subject: () => "Verifikasi dua langkah aktif",
    letter: ({ name, link }) => ({
      heading: "Verifikasi dua langkah aktif",
      greeting: hello(name),
      lines: [
        "Mulai sekarang, masuk ke akunmu butuh kode dari aplikasi autentikator. Simpan kode pemulihanmu baik-baik.",
      ],
      button: changePassword(link),
      note: notYou,
    }),
  }),
  "two-factor-off": wording<"link", "name">({
    subject: () => "Verifikasi dua langkah dimatikan",
    letter: ({ name, link }) => ({
      heading: "Verifikasi dua langkah dimatikan",
      greeting: hello(name),
      lines: ["Mulai sekarang, akunmu bisa dibuka dengan kata sandi saja."],
      button: changePassword(link),
      note: notYou,
    }),
  }),
  "account-deleted": wording<"link" | "name">({
    subject: () => "Akun SeTrip-mu sudah dihapus",
    letter: ({ name, link }) => ({
      heading: "Akunmu sudah dihapus",
      greeting: hello(name),
      lines: [
        "Seperti yang kamu minta, akunmu sudah dihapus. Semua perangkat sudah keluar, dan ini email terakhir dari kami ke alamat ini.",
        "Pesanan dan uangnya tetap tercatat tanpa namamu, karena pembukuan harus utuh. Dengan alamat ini kamu boleh mendaftar lagi kapan saja.",
      ],
      button: { label: "Apa yang masih tersimpan", href: link },
      note: "Bukan kamu yang memintanya? Balas email ini.",
    }),
  }),
};
