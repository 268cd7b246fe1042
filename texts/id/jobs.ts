/** What a run did: counts by their names, as numbers for what depends on one and as they are written. */
export type RunCounts = { count: (name: string) => number; written: (name: string) => string };

/** What one job says. */
export type JobText = {
  /** What it does, in one line: cards, crontabs and tables have it. */
  description: string;
  /** What it does at a press, and why it may be pressed twice. */
  does: string;
  /** What nobody does while it is paused. */
  paused: string;
  /** What came of a run, in sentences; where it is missing its figures are listed. */
  result?: (run: RunCounts) => string;
  /** The way on from a result. */
  next?: string;
};

/** Checks the words of all jobs and keeps their names. */
const named = <Name extends string>(texts: Record<Name, JobText>) => texts;

/** What each job says, by its name. A job cannot be declared without its words here, nor a language lack them. */
export const jobs = named({
  "auto-complete-trips": {
    description: "Menyelesaikan trip yang sudah lewat dan mencairkan dana yang masa tahannya habis",
    does: "Menyelesaikan trip yang sudah lewat dan melepas uang organizer yang masa tahannya habis. Aman diulang: yang sudah selesai tidak disentuh lagi, dan tidak ada uang yang ditransfer.",
    paused: "Selama itu trip yang sudah lewat tidak diselesaikan dan uang organizer tidak dilepas.",
    result: ({ count, written }) =>
      count("completed") + count("payoutsReleased") === 0
        ? "Tidak ada trip yang perlu diselesaikan, dan tidak ada uang yang masa tahannya habis."
        : [
            `${written("completed")} trip diselesaikan`,
            count("payoutsReleased") > 0
              ? `${written("payoutsReleased")} pencairan kini siap ditransfer.`
              : "belum ada uang yang masa tahannya habis.",
          ].join(", "),
    next: "Ke Pencairan",
  },
  "process-email-jobs": {
    description: "Mengirim email yang antre",
    does: "Mengirim email yang antre. Aman diulang: email yang sudah terkirim tidak dikirim dua kali.",
    paused: "Selama itu email yang antre atau gagal tidak dikirim, termasuk peringatan ke admin.",
    result: ({ count, written }) =>
      [
        count("succeeded") > 0 ? `${written("succeeded")} email terkirim.` : "",
        count("failed") > 0 ? `${written("failed")} email gagal dikirim.` : "",
        count("unsent") > 0 ? `${written("unsent")} email masih menunggu: penyedia tidak menerima satu pun.` : "",
      ]
        .filter(Boolean)
        .join(" ") || "Tidak ada email yang waktunya dikirim.",
  },
  "cleanup-trip-images": {
    description: "Menghapus foto yatim: diunggah di form, tapi trip-nya batal dibuat",
    does: "Menghapus foto yang diunggah di formulir lebih dari sehari lalu dan tidak dipakai trip mana pun. Aman diulang, tetapi foto yang dihapus tidak kembali.",
    paused: "Selama itu foto yang tidak dipakai lagi tidak dihapus.",
    result: ({ count, written }) =>
      count("deleted") === 0
        ? `Tidak ada foto yatim. ${written("scanned")} berkas diperiksa.`
        : `${written("deleted")} foto yatim dihapus: diunggah di formulir lebih dari sehari lalu dan tidak dipakai trip mana pun. ${written("scanned")} berkas diperiksa.`,
  },
  "expire-payments": {
    description: "Membatalkan pesanan yang lewat batas bayar dan mengingatkan yang hampir lewat",
    does: "Membatalkan pesanan yang lewat batas bayar dan melepas kursinya. Aman diulang: yang sudah dibayar tidak disentuh.",
    paused: "Selama itu pesanan yang lewat batas bayar tetap memegang kursinya.",
    result: ({ count, written }) =>
      [
        count("expired") === 0
          ? "Tidak ada pesanan yang lewat batas bayar."
          : `${written("expired")} pesanan dibatalkan karena lewat batas bayar; kursinya bebas lagi.`,
        count("reminded") > 0 ? `${written("reminded")} pemesan diingatkan.` : "",
      ]
        .filter(Boolean)
        .join(" "),
  },
  "trip-reminders": {
    description: "Mengingatkan peserta yang berangkat besok dan mengirim daftar peserta ke penyelenggara",
    does: "Mengirim pengingat ke yang berangkat besok. Aman diulang: siapa pun hanya diingatkan sekali untuk tiap trip.",
    paused: "Selama itu peserta dan organizer tidak mendapat pengingat sebelum berangkat.",
    result: ({ count, written }) =>
      count("participants") + count("organizers") === 0
        ? "Tidak ada yang perlu diingatkan."
        : `Pengingat untuk ${written("participants")} peserta dan ${written("organizers")} penyelenggara masuk antrean email.`,
  },
  "money-reconcile": {
    description: "Mencocokkan semua kursi dan uang; gagal dengan menyebut baris yang tidak cocok",
    does: "Mencocokkan pembukuan. Aman diulang: tidak ada yang diubah.",
    paused: "Selama itu selisih di pembukuan tidak ketahuan.",
    result: ({ written }) => `Pembukuan cocok. Yang harus ada di rekening: ${written("bankRupiah")}.`,
  },
  backup: {
    description: "Mencadangkan database dan berkas unggahan, lalu membuang cadangan lama",
    does: "Membuat cadangan baru dan membuang yang paling lama. Aman diulang.",
    paused: "Selama itu tidak ada cadangan baru.",
    result: ({ count, written }) =>
      [
        `Cadangan dibuat: database dan ${written("uploads")} berkas unggahan.`,
        count("missing") > 0 ? `${written("missing")} berkas yang tercatat tidak ditemukan.` : "",
        count("removed") > 0 ? `${written("removed")} cadangan lama dibuang.` : "",
      ]
        .filter(Boolean)
        .join(" "),
  },
  "check-stored-files": {
    description: "Memeriksa apakah foto dan berkas pribadi yang tercatat masih ada di penyimpanan",
    does: "Memeriksa apakah berkas yang tercatat masih ada. Aman diulang: tidak ada yang diubah atau dihapus.",
    paused: "Selama itu foto atau berkas yang hilang tidak ketahuan.",
    result: ({ count, written }) =>
      [
        `${written("checked")} berkas diperiksa`,
        count("missing") === 0 ? "semuanya ada." : `${written("missing")} tidak ada di penyimpanan.`,
        count("back") > 0 ? `${written("back")} yang tadinya hilang sudah ada lagi.` : "",
      ]
        .filter(Boolean)
        .join(count("back") > 0 ? "; " : ", "),
  },
  prune: {
    description:
      "Menghapus isi email lama, sesi dan tautan yang kedaluwarsa, bukti transfer dan kartu identitas lama, berkas pribadi tak bertuan; tidak pernah log audit atau uang",
    does: "Menghapus isi email lama, sesi dan tautan yang kedaluwarsa, bukti transfer dan kartu identitas yang lewat masa simpannya, dan berkas pribadi tak bertuan. Aman diulang, tetapi yang dihapus tidak kembali.",
    paused: "Selama itu data lama tidak dihapus.",
    result: ({ count, written }) => {
      const parts = [
        count("mailBodies") > 0 && `${written("mailBodies")} isi email lama`,
        count("sessions") > 0 && `${written("sessions")} sesi`,
        count("verifications") + count("bankAccountStops") > 0 && "tautan yang kedaluwarsa",
        count("formerEmails") > 0 && `${written("formerEmails")} alamat lama`,
        count("rateLimits") > 0 && "hitungan percobaan",
        count("tripPapers") > 0 && `${written("tripPapers")} bukti dari trip yang sudah lama lewat`,
        count("identityCards") > 0 && `${written("identityCards")} kartu identitas`,
        count("privateFiles") > 0 && `${written("privateFiles")} berkas pribadi tak bertuan`,
      ].filter(Boolean);
      return parts.length > 0 ? `Dihapus: ${parts.join(", ")}.` : "Tidak ada yang perlu dihapus.";
    },
  },
});
