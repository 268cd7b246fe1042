import { wording } from "#texts/letter.ts";
import { hello } from "./phrases.ts";

/** Mails about signing up and in, some to addresses that nobody has confirmed: none says what somebody typed, but for a name. */
export const account = {
  "verify-email": wording<"url">({
    subject: () => "Konfirmasi alamat emailmu",
    letter: ({ url }) => ({
      heading: "Satu langkah lagi",
      greeting: hello(),
      lines: ["Konfirmasi alamat email ini supaya kamu bisa memesan trip dan menerima tiketnya."],
      button: { label: "Konfirmasi email", href: url },
      note: "Tidak merasa mendaftar? Abaikan saja email ini, tidak ada yang berubah.",
    }),
  }),
  "reset-password": wording<"url", "name">({
    subject: () => "Atur ulang kata sandi",
    letter: ({ name, url }) => ({
      heading: "Atur ulang kata sandi",
      greeting: hello(name),
      lines: ["Ada permintaan untuk mengganti kata sandi akunmu. Tautan ini hanya bisa dipakai satu kali."],
      button: { label: "Pilih kata sandi baru", href: url },
      note: "Bukan kamu yang meminta? Kata sandimu tetap sama, abaikan saja email ini.",
    }),
  }),
  "account-exists": wording<"link" | "reset", "name">({
    subject: () => "Kamu sudah punya akun SeTrip",
    letter: ({ name, link, reset }) => ({
      heading: "Akunmu sudah ada",
      greeting: hello(name),
      lines: [
        "Ada yang mendaftar dengan alamat email ini, padahal akunnya sudah ada. Masuk saja dengan kata sandi yang lama.",
        `Lupa kata sandinya? Pilih yang baru di ${reset}`,
      ],
      button: { label: "Masuk", href: link },
      note: "Bukan kamu yang mendaftar? Abaikan saja email ini, tidak ada yang berubah.",
    }),
  }),
  "change-email": wording<"url">({
    subject: () => "Konfirmasi alamat email barumu",
    letter: ({ url }) => ({
      heading: "Pakai alamat ini?",
      greeting: hello(),
      lines: ["Konfirmasi bahwa alamat ini milikmu. Setelah itu kamu masuk dan menerima email di sini."],
      button: { label: "Pakai alamat ini", href: url },
      note: "Tidak merasa mengganti alamat? Abaikan saja email ini, tidak ada yang berubah.",
    }),
  }),
};
