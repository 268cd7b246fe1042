import { appLink } from "./links.ts";
import { defineTemplate } from "./template.ts";

/**
 * What the owner of an account is told after it changed, because it may not have been he. None holds a secret; each says
 * what to do then.
 */

type Owner = { name: string };

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
  values: gaps,
  id: {
    subject: () => "Kata sandimu sudah diganti",
    letter: ({ name, link }) => ({
      heading: "Kata sandi diganti",
      greeting: `Halo ${name},`,
      lines: ["Kata sandi akunmu baru saja diganti, dan semua perangkat lain sudah keluar dari akunmu."],
      button: button.id(link),
      note: notYou.id,
    }),
  },
  en: {
    subject: () => "Your password was changed",
    letter: ({ name, link }) => ({
      heading: "Password changed",
      greeting: `Hello ${name},`,
      lines: ["The password of your account was changed just now, and every other device was signed out."],
      button: button.en(link),
      note: notYou.en,
    }),
  },
});

/** Money goes to another bank account now; only its last digits are named. */
export const bankAccountChanged = defineTemplate({
  values: (props: Owner & { bankName: string; bankAccountNo: string; bankAccountName: string }) => ({
    ...gaps(props),
    bank: props.bankName,
    digits: props.bankAccountNo.slice(-4),
    holder: props.bankAccountName,
  }),
  id: {
    subject: () => "Rekeningmu diubah",
    letter: ({ name, link, bank, digits, holder }) => ({
      heading: "Rekeningmu diubah",
      greeting: `Halo ${name},`,
      lines: [
        "Mulai sekarang refund dan dana tripmu kami transfer ke rekening ini, juga yang belum sempat kami transfer.",
      ],
      facts: [
        ["Bank", bank],
        ["Nomor rekening", `••••${digits}`],
        ["Atas nama", holder],
      ],
      button: button.id(link),
      note: notYou.id,
    }),
  },
  en: {
    subject: () => "Your bank account was changed",
    letter: ({ name, link, bank, digits, holder }) => ({
      heading: "Your bank account was changed",
      greeting: `Hello ${name},`,
      lines: [
        "From now on we transfer refunds and payouts to this account, including what is still on its way to you.",
      ],
      facts: [
        ["Bank", bank],
        ["Account number", `••••${digits}`],
        ["Holder", holder],
      ],
      button: button.en(link),
      note: notYou.en,
    }),
  },
});

/** Somebody wants the account to have another address; to the one it has. */
export const emailChangeAsked = defineTemplate({
  values: (props: Owner & { newEmail: string }) => ({ ...gaps(props), newEmail: props.newEmail }),
  id: {
    subject: () => "Alamat email akunmu akan diganti",
    letter: ({ name, link, newEmail }) => ({
      heading: "Alamat email akan diganti",
      greeting: `Halo ${name},`,
      lines: [
        `Akunmu akan memakai ${newEmail} setelah alamat itu dikonfirmasi. Sampai saat itu tidak ada yang berubah.`,
      ],
      button: button.id(link),
      note: notYou.id,
    }),
  },
  en: {
    subject: () => "The e-mail address of your account will change",
    letter: ({ name, link, newEmail }) => ({
      heading: "Your address will change",
      greeting: `Hello ${name},`,
      lines: [`Your account will use ${newEmail} once that address is confirmed. Nothing changes until then.`],
      button: button.en(link),
      note: notYou.en,
    }),
  },
});

/** Signing in needs a code of the authenticator now. */
export const twoFactorOn = defineTemplate({
  values: gaps,
  id: {
    subject: () => "Verifikasi dua langkah aktif",
    letter: ({ name, link }) => ({
      heading: "Verifikasi dua langkah aktif",
      greeting: `Halo ${name},`,
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
      greeting: `Hello ${name},`,
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
  values: gaps,
  id: {
    subject: () => "Verifikasi dua langkah dimatikan",
    letter: ({ name, link }) => ({
      heading: "Verifikasi dua langkah dimatikan",
      greeting: `Halo ${name},`,
      lines: ["Mulai sekarang, akunmu bisa dibuka dengan kata sandi saja."],
      button: button.id(link),
      note: notYou.id,
    }),
  },
  en: {
    subject: () => "Two-step verification is off",
    letter: ({ name, link }) => ({
      heading: "Two-step verification is off",
      greeting: `Hello ${name},`,
      lines: ["From now on, the password alone opens your account."],
      button: button.en(link),
      note: notYou.en,
    }),
  },
});
