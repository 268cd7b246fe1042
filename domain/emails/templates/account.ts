import { defineTemplate } from "./template.ts";

/** Proves that an address belongs to the person who typed it. `url` works once. */
export const verifyEmail = defineTemplate({
  secret: true,
  values: ({ name, url }: { name: string; url: string }) => ({ name, url }),
  id: {
    subject: () => "Konfirmasi alamat emailmu",
    letter: ({ name, url }) => ({
      heading: "Satu langkah lagi",
      greeting: `Halo ${name},`,
      lines: ["Konfirmasi alamat email ini supaya kamu bisa memesan trip dan menerima tiketnya."],
      button: { label: "Konfirmasi email", href: url },
      note: "Tidak merasa mendaftar? Abaikan saja email ini, tidak ada yang berubah.",
    }),
  },
  en: {
    subject: () => "Confirm your e-mail address",
    letter: ({ name, url }) => ({
      heading: "One more step",
      greeting: `Hello ${name},`,
      lines: ["Confirm this e-mail address so that you can book trips and receive your tickets."],
      button: { label: "Confirm address", href: url },
      note: "You did not sign up? Then ignore this mail; nothing changes.",
    }),
  },
});

/** A link to choose a new password. `url` works once. */
export const resetPassword = defineTemplate({
  secret: true,
  values: ({ name, url }: { name: string; url: string }) => ({ name, url }),
  id: {
    subject: () => "Atur ulang kata sandi",
    letter: ({ name, url }) => ({
      heading: "Atur ulang kata sandi",
      greeting: `Halo ${name},`,
      lines: ["Ada permintaan untuk mengganti kata sandi akunmu. Tautan ini hanya bisa dipakai satu kali."],
      button: { label: "Pilih kata sandi baru", href: url },
      note: "Bukan kamu yang meminta? Kata sandimu tetap sama, abaikan saja email ini.",
    }),
  },
  en: {
    subject: () => "Reset your password",
    letter: ({ name, url }) => ({
      heading: "Reset your password",
      greeting: `Hello ${name},`,
      lines: ["Somebody asked to change the password of your account. The link works once."],
      button: { label: "Choose a new password", href: url },
      note: "It was not you? Your password stays as it is; ignore this mail.",
    }),
  },
});
