import { hello } from "./hello.ts";
import { appLink } from "./links.ts";
import { defineTemplate } from "./template.ts";

/**
 * These go to addresses that nobody may have confirmed yet, so that a stranger could have typed everything that we know
 * of their owner. None says any of it, but the name of somebody whose address is confirmed.
 */

/** Proves that an address belongs to the person who typed it. `url` works once. */
export const verifyEmail = defineTemplate({
  to: "who signs up",
  when: "sign-up: the link that confirms the address",
  toUnconfirmed: true,
  examples: () => [{ url: appLink("/konfirmasi-email?token=a&b=c") }],
  secret: true,
  values: ({ url }: { url: string }) => ({ url }),
  id: {
    subject: () => "Konfirmasi alamat emailmu",
    letter: ({ url }) => ({
      heading: "Satu langkah lagi",
      greeting: hello.id(),
      lines: ["Konfirmasi alamat email ini supaya kamu bisa memesan trip dan menerima tiketnya."],
      button: { label: "Konfirmasi email", href: url },
      note: "Tidak merasa mendaftar? Abaikan saja email ini, tidak ada yang berubah.",
    }),
  },
  en: {
    subject: () => "Confirm your email address",
    letter: ({ url }) => ({
      heading: "One more step",
      greeting: hello.en(),
      lines: ["Confirm this email address so that you can book trips and receive your tickets."],
      button: { label: "Confirm address", href: url },
      note: "You did not sign up? Then ignore this mail; nothing changes.",
    }),
  },
});

/** A link to choose a new password. `url` works once. */
export const resetPassword = defineTemplate({
  to: "the owner",
  when: "somebody asked for a new password",
  toUnconfirmed: true,
  examples: () => [{ name: "Ana", url: appLink("/atur-sandi?token=a") }],
  secret: true,
  values: ({ name, url }: { name?: string; url: string }) => ({ name, url }),
  id: {
    subject: () => "Atur ulang kata sandi",
    letter: ({ name, url }) => ({
      heading: "Atur ulang kata sandi",
      greeting: hello.id(name),
      lines: ["Ada permintaan untuk mengganti kata sandi akunmu. Tautan ini hanya bisa dipakai satu kali."],
      button: { label: "Pilih kata sandi baru", href: url },
      note: "Bukan kamu yang meminta? Kata sandimu tetap sama, abaikan saja email ini.",
    }),
  },
  en: {
    subject: () => "Reset your password",
    letter: ({ name, url }) => ({
      heading: "Reset your password",
      greeting: hello.en(name),
      lines: ["Somebody asked to change the password of your account. The link works once."],
      button: { label: "Choose a new password", href: url },
      note: "It was not you? Your password stays as it is; ignore this mail.",
    }),
  },
});

/** To somebody with whose address an account was asked for that they have already. */
export const accountExists = defineTemplate({
  to: "the owner",
  when: "somebody tried to sign up with their address",
  toUnconfirmed: true,
  examples: () => [{ name: "Ana" }],
  values: ({ name }: { name?: string }) => ({ name, link: appLink("/masuk"), reset: appLink("/lupa-sandi") }),
  id: {
    subject: () => "Kamu sudah punya akun SeTrip",
    letter: ({ name, link, reset }) => ({
      heading: "Akunmu sudah ada",
      greeting: hello.id(name),
      lines: [
        "Ada yang mendaftar dengan alamat email ini, padahal akunnya sudah ada. Masuk saja dengan kata sandi yang lama.",
        `Lupa kata sandinya? Pilih yang baru di ${reset}`,
      ],
      button: { label: "Masuk", href: link },
      note: "Bukan kamu yang mendaftar? Abaikan saja email ini, tidak ada yang berubah.",
    }),
  },
  en: {
    subject: () => "You already have a SeTrip account",
    letter: ({ name, link, reset }) => ({
      heading: "You have an account",
      greeting: hello.en(name),
      lines: [
        "Somebody signed up with this email address, which has an account already. Sign in with your usual password.",
        `Forgotten it? Choose a new one at ${reset}`,
      ],
      button: { label: "Sign in", href: link },
      note: "It was not you? Then ignore this mail; nothing changes.",
    }),
  },
});

/** To the address that an account shall have from now on. `url` works once. */
export const changeEmail = defineTemplate({
  to: "the new address",
  when: "somebody asked for another address",
  toUnconfirmed: true,
  examples: () => [{ url: appLink("/konfirmasi-email?token=a") }],
  secret: true,
  values: ({ url }: { url: string }) => ({ url }),
  id: {
    subject: () => "Konfirmasi alamat email barumu",
    letter: ({ url }) => ({
      heading: "Pakai alamat ini?",
      greeting: hello.id(),
      lines: ["Konfirmasi bahwa alamat ini milikmu. Setelah itu kamu masuk dan menerima email di sini."],
      button: { label: "Pakai alamat ini", href: url },
      note: "Tidak merasa mengganti alamat? Abaikan saja email ini, tidak ada yang berubah.",
    }),
  },
  en: {
    subject: () => "Confirm your new email address",
    letter: ({ url }) => ({
      heading: "Use this address?",
      greeting: hello.en(),
      lines: ["Confirm that this address is yours. From then on you sign in and get your mail here."],
      button: { label: "Use this address", href: url },
      note: "You did not change your address? Then ignore this mail; nothing changes.",
    }),
  },
});
