import { moment } from "#texts/format.ts";
import { account, heldUntil } from "./examples.ts";
import { hello } from "./hello.ts";
import { appLink } from "./links.ts";
import type { Account } from "./money-back.ts";
import { defineTemplate } from "./template.ts";

/**
 * What the owner of an account is told after it changed, because it may not have been them. None holds a secret; each says
 * what to do then.
 */

/** `name` is missing while nobody has confirmed the address. */
type Owner = { name?: string };

const gaps = ({ name }: Owner) => ({ name, link: appLink("/lupa-sandi") });

const notYou = {
  id: "Bukan kamu? Segera ganti kata sandimu, lalu balas email ini.",
  en: "It was not you? Change your password at once, then reply to this mail.",
};

const button = {
  id: (href: string) => ({ label: "Ganti kata sandi", href }),
  en: (href: string) => ({ label: "Change the password", href }),
};

/** The password is another now. */
export const passwordChanged = defineTemplate({
  to: "the owner",
  when: "the password was changed",
  toUnconfirmed: true,
  examples: () => [{ name: "Ana" }],
  values: gaps,
  id: {
    subject: () => "Kata sandimu sudah diganti",
    letter: ({ name, link }) => ({
      heading: "Kata sandi diganti",
      greeting: hello.id(name),
      lines: ["Kata sandi akunmu baru saja diganti, dan semua perangkat lain sudah keluar dari akunmu."],
      button: button.id(link),
      note: notYou.id,
    }),
  },
  en: {
    subject: () => "Your password was changed",
    letter: ({ name, link }) => ({
      heading: "Password changed",
      greeting: hello.en(name),
      lines: ["The password of your account was changed just now, and every other device was signed out."],
      button: button.en(link),
      note: notYou.en,
    }),
  },
});

const stopNote = {
  id: (until: string) =>
    `Tombol ini membatalkan perubahan itu, mengeluarkan semua perangkat, dan meminta kata sandi baru. Berlaku sampai ${until}. Kamu sendiri yang mengubah? Abaikan saja email ini.`,
  en: (until: string) =>
    `The button undoes that change, signs every device out and asks for a new password. It works until ${until}. It was you? Then ignore this mail.`,
};

/** Money goes to another bank account now; only its last digits are named. `stopUrl` stops it, once. */
export const bankAccountChanged = defineTemplate({
  to: "the owner, old mailboxes too",
  when: "see [bank accounts](#bank-accounts)",
  toUnconfirmed: false,
  examples: () => [{ name: "Ana", ...account, stopUrl: appLink("/hentikan-rekening?token=a"), until: heldUntil }],
  secret: true,
  values: (
    props: Owner & { bankName: string; bankAccountNo: string; bankAccountName: string; stopUrl: string; until: Date },
    locale,
  ) => ({
    name: props.name,
    bank: props.bankName,
    digits: props.bankAccountNo.slice(-4),
    holder: props.bankAccountName,
    stopUrl: props.stopUrl,
    until: moment(props.until, locale),
  }),
  id: {
    subject: () => "Rekeningmu diubah",
    letter: ({ name, bank, digits, holder, stopUrl, until }) => ({
      heading: "Rekeningmu diubah",
      greeting: hello.id(name),
      lines: [
        "Mulai sekarang uang kembali dan dana tripmu kami transfer ke rekening ini, juga yang belum sempat kami transfer.",
      ],
      facts: [
        ["Bank", bank],
        ["Nomor rekening", `••••${digits}`],
        ["Atas nama", holder],
      ],
      button: { label: "Bukan saya, hentikan", href: stopUrl },
      note: stopNote.id(until),
    }),
  },
  en: {
    subject: () => "Your bank account was changed",
    letter: ({ name, bank, digits, holder, stopUrl, until }) => ({
      heading: "Your bank account was changed",
      greeting: hello.en(name),
      lines: [
        "From now on we transfer refunds and payouts to this account, including what is still on its way to you.",
      ],
      facts: [
        ["Bank", bank],
        ["Account number", `••••${digits}`],
        ["Holder", holder],
      ],
      button: { label: "It was not me, stop it", href: stopUrl },
      note: stopNote.en(until),
    }),
  },
});

/** A change of the bank account was stopped by the link of the mail above. `account` counts again; null where there was none. */
export const bankAccountStopped = defineTemplate({
  to: "the owner, old mailboxes too",
  when: "see [bank accounts](#bank-accounts)",
  toUnconfirmed: false,
  examples: () => [{ name: "Ana", account }],
  values: (props: Owner & { account: Account }) => ({
    ...gaps(props),
    bank: props.account?.bankName,
    digits: props.account?.bankAccountNo.slice(-4),
  }),
  id: {
    subject: () => "Perubahan rekeningmu sudah dihentikan",
    letter: ({ name, link, bank, digits }) => ({
      heading: "Perubahan rekening dihentikan",
      greeting: hello.id(name),
      lines: [
        bank
          ? `Rekeningmu kembali ke ${bank} ••••${digits}. Uang yang belum kami transfer menuju ke sana lagi.`
          : "Rekening itu sudah kami hapus. Uang yang belum kami transfer menunggu sampai kamu mengisi rekeningmu.",
        "Semua perangkat sudah keluar dari akunmu, dan kata sandi yang lama tidak berlaku lagi. Pilih kata sandi baru untuk masuk.",
      ],
      button: { label: "Pilih kata sandi baru", href: link },
      note: "Ada transfer yang tidak kamu kenal? Balas email ini.",
    }),
  },
  en: {
    subject: () => "The change of your bank account was stopped",
    letter: ({ name, link, bank, digits }) => ({
      heading: "The change was stopped",
      greeting: hello.en(name),
      lines: [
        bank
          ? `Your money goes to ${bank} ••••${digits} again, including what we have not transferred yet.`
          : "We removed that account. What we have not transferred yet waits until you fill in yours.",
        "Every device was signed out and the old password no longer works. Choose a new one to sign in.",
      ],
      button: { label: "Choose a new password", href: link },
      note: "Do you see a transfer that you do not know? Reply to this mail.",
    }),
  },
});

/** Somebody wants the account to have another address; to the one it has. Which one is said only where that one is confirmed. */
export const emailChangeAsked = defineTemplate({
  to: "the old address",
  when: "somebody asked for another address",
  toUnconfirmed: true,
  examples: () => [{ name: "Ana", newEmail: "ana.baru@example.com" }],
  values: (props: Owner & { newEmail?: string }) => ({ ...gaps(props), newEmail: props.newEmail }),
  id: {
    subject: () => "Alamat email akunmu akan diganti",
    letter: ({ name, link, newEmail }) => ({
      heading: "Alamat email akan diganti",
      greeting: hello.id(name),
      lines: [
        newEmail
          ? `Akunmu akan memakai ${newEmail} setelah alamat itu dikonfirmasi. Sampai saat itu tidak ada yang berubah.`
          : "Akunmu akan memakai alamat lain setelah alamat itu dikonfirmasi. Sampai saat itu tidak ada yang berubah.",
      ],
      button: button.id(link),
      note: notYou.id,
    }),
  },
  en: {
    subject: () => "The email address of your account will change",
    letter: ({ name, link, newEmail }) => ({
      heading: "Your address will change",
      greeting: hello.en(name),
      lines: [
        newEmail
          ? `Your account will use ${newEmail} once that address is confirmed. Nothing changes until then.`
          : "Your account will use another address once it is confirmed. Nothing changes until then.",
      ],
      button: button.en(link),
      note: notYou.en,
    }),
  },
});

/** Signing in needs a code of the authenticator now. */
export const twoFactorOn = defineTemplate({
  to: "the owner",
  when: "the second step began",
  toUnconfirmed: false,
  examples: () => [{ name: "Ana" }],
  values: gaps,
  id: {
    subject: () => "Verifikasi dua langkah aktif",
    letter: ({ name, link }) => ({
      heading: "Verifikasi dua langkah aktif",
      greeting: hello.id(name),
      lines: [
        "Mulai sekarang, masuk ke akunmu butuh kode dari aplikasi autentikator. Simpan kode pemulihanmu baik-baik.",
      ],
      button: button.id(link),
      note: notYou.id,
    }),
  },
  en: {
    subject: () => "Two-step verification is on",
    letter: ({ name, link }) => ({
      heading: "Two-step verification is on",
      greeting: hello.en(name),
      lines: [
        "From now on, signing in needs a code of your authenticator app. Keep your recovery codes in a safe place.",
      ],
      button: button.en(link),
      note: notYou.en,
    }),
  },
});

/** The password alone signs in again. */
export const twoFactorOff = defineTemplate({
  to: "the owner",
  when: "the second step ended",
  toUnconfirmed: false,
  examples: () => [{ name: "Ana" }],
  values: gaps,
  id: {
    subject: () => "Verifikasi dua langkah dimatikan",
    letter: ({ name, link }) => ({
      heading: "Verifikasi dua langkah dimatikan",
      greeting: hello.id(name),
      lines: ["Mulai sekarang, akunmu bisa dibuka dengan kata sandi saja."],
      button: button.id(link),
      note: notYou.id,
    }),
  },
  en: {
    subject: () => "Two-step verification is off",
    letter: ({ name, link }) => ({
      heading: "Two-step verification is off",
      greeting: hello.en(name),
      lines: ["From now on, the password alone opens your account."],
      button: button.en(link),
      note: notYou.en,
    }),
  },
});
