/** What a run did: counts by their names, as numbers for what depends on one and as they are written. */
export type RunCounts = { count: (name: string) => number; written: (name: string) => string };

/** Says what a run did, in sentences. */
type ResultText = (run: RunCounts) => string;

/** What our own jobs do, by their names, and what came of a run. Jobs that are not named here are told by their payload. */
export const jobs = {
  /** What it does at a press, and why it may be pressed twice. */
  does: {
    "auto-complete-trips":
      "Menyelesaikan trip yang sudah lewat dan melepas uang organizer yang masa tahannya habis. Aman diulang: yang sudah selesai tidak disentuh lagi, dan tidak ada uang yang ditransfer.",
    "process-email-jobs": "Mengirim email yang antre. Aman diulang: email yang sudah terkirim tidak dikirim dua kali.",
    "cleanup-trip-images":
      "Menghapus foto yang diunggah di formulir lebih dari sehari lalu dan tidak dipakai trip mana pun. Aman diulang, tetapi foto yang dihapus tidak kembali.",
    "expire-payments":
      "Membatalkan pesanan yang lewat batas bayar dan melepas kursinya. Aman diulang: yang sudah dibayar tidak disentuh.",
    "trip-reminders":
      "Mengirim pengingat ke yang berangkat besok. Aman diulang: siapa pun hanya diingatkan sekali untuk tiap trip.",
    "check-stored-files":
      "Memeriksa apakah berkas yang tercatat masih ada. Aman diulang: tidak ada yang diubah atau dihapus.",
    "money-reconcile": "Mencocokkan pembukuan. Aman diulang: tidak ada yang diubah.",
    prune:
      "Menghapus isi email lama, sesi dan tautan yang kedaluwarsa, dan berkas pribadi tak bertuan. Aman diulang, tetapi yang dihapus tidak kembali.",
    backup: "Membuat cadangan baru dan membuang yang paling lama. Aman diulang.",
  } as Record<string, string>,
  results: {
    "auto-complete-trips": ({ count, written }) =>
      count("completed") + count("payoutsReleased") === 0
        ? "Tidak ada trip yang perlu diselesaikan, dan tidak ada uang yang masa tahannya habis."
        : [
            `${written("completed")} trip diselesaikan`,
            count("payoutsReleased") > 0
              ? `${written("payoutsReleased")} pencairan kini siap ditransfer.`
              : "belum ada uang yang masa tahannya habis.",
          ].join(", "),
    "process-email-jobs": ({ count, written }) =>
      [
        count("succeeded") > 0 ? `${written("succeeded")} email terkirim.` : "",
        count("failed") > 0 ? `${written("failed")} email gagal dikirim.` : "",
        count("unsent") > 0 ? `${written("unsent")} email masih menunggu: penyedia tidak menerima satu pun.` : "",
      ]
        .filter(Boolean)
        .join(" ") || "Tidak ada email yang waktunya dikirim.",
    "cleanup-trip-images": ({ count, written }) =>
      count("deleted") === 0
        ? `Tidak ada foto yatim. ${written("scanned")} berkas diperiksa.`
        : `${written("deleted")} foto yatim dihapus: diunggah di formulir lebih dari sehari lalu dan tidak dipakai trip mana pun. ${written("scanned")} berkas diperiksa.`,
    "expire-payments": ({ count, written }) =>
      [
        count("expired") === 0
          ? "Tidak ada pesanan yang lewat batas bayar."
          : `${written("expired")} pesanan dibatalkan karena lewat batas bayar; kursinya bebas lagi.`,
        count("reminded") > 0 ? `${written("reminded")} pemesan diingatkan.` : "",
      ]
        .filter(Boolean)
        .join(" "),
    "trip-reminders": ({ count, written }) =>
      count("participants") + count("organizers") === 0
        ? "Tidak ada yang perlu diingatkan."
        : `Pengingat untuk ${written("participants")} peserta dan ${written("organizers")} penyelenggara masuk antrean email.`,
    "check-stored-files": ({ count, written }) =>
      [
        `${written("checked")} berkas diperiksa`,
        count("missing") === 0 ? "semuanya ada." : `${written("missing")} tidak ada di penyimpanan.`,
        count("back") > 0 ? `${written("back")} yang tadinya hilang sudah ada lagi.` : "",
      ]
        .filter(Boolean)
        .join(count("back") > 0 ? "; " : ", "),
    "money-reconcile": ({ written }) => `Pembukuan cocok. Yang harus ada di rekening: ${written("bankRupiah")}.`,
  } as Record<string, ResultText>,
  /** The way on from a result. */
  next: { "auto-complete-trips": "Ke Pencairan" } as Record<string, string>,
};
