import type { InputProblem, Refusal } from "../../types.ts";

/** Those whose sentences tell more than their kind. */
type OwnWords = "bad-input" | "unknown-job" | "already-paused" | "already-acknowledged" | "not-started";

/** Why an action was not taken, as a sentence. Moments come in as words. */
export const refusals = {
  fields: { by: "nama pelaku", reason: "alasan", until: "waktu berakhirnya" } as Record<string, string>,
  problems: {
    empty: (field: string) => `Isi ${field}.`,
    "too-long": (field: string, most: number | undefined) => `Persingkat ${field}: paling banyak ${most} karakter.`,
    "not-one-line": (field: string) => `Tulis ${field} sebagai satu baris teks.`,
    "not-a-moment": (field: string) => `Isi ${field} dengan tanggal dan jam.`,
    past: (field: string) => `Pilih ${field} di masa depan: yang dipilih sudah lewat.`,
    "too-far": (field: string) => `Pilih ${field} yang lebih dekat: paling lama sepuluh tahun dari sekarang.`,
    "not-an-option": (field: string) => `${field} tidak dikenal.`,
  } satisfies Record<InputProblem, (field: string, most: number | undefined) => string>,
  unknownJob: (hint: string | null) =>
    hint ? `Tidak ada job dengan nama itu. Maksudnya "${hint}"?` : "Tidak ada job dengan nama itu.",
  alreadyPaused: (by: string, since: string, until: string | null) =>
    until ? `${by} sudah menjedanya sejak ${since}, sampai ${until}.` : `${by} sudah menjedanya sejak ${since}.`,
  alreadyAcknowledged: (by: string, at: string) => `${by} sudah menanganinya sejak ${at}.`,
  notStarted: (message: string) => `Run tidak bisa dimulai: ${message}`,
  others: {
    "not-paused": "Job ini sedang tidak dijeda.",
    "unknown-run": "Tidak ada run dengan id itu.",
    "run-is-over": "Run ini sudah selesai, dan tidak lagi menahan job-nya.",
    "never-ran": "Run ini tidak pernah berjalan, jadi tidak bisa diulang. Jalankan job-nya sekarang.",
    "input-not-whole":
      "Masukan run ini tidak tersimpan utuh: rahasia di dalamnya dihapus, atau terlalu panjang. Jalankan job-nya dengan masukan yang lengkap.",
    "unknown-incident": "Tidak ada insiden dengan id itu.",
    "closed-incident": "Insiden ini sudah selesai.",
    "clock-is-right": "Jam server sudah benar: tidak ada yang ditahan.",
    "clock-leapt-again": "Jam server sudah berubah lagi. Muat ulang halamannya dan lihat jam yang tertulis sekarang.",
  } satisfies Record<Exclude<Refusal["kind"], OwnWords>, string>,
};

/** What every language says. */
export type Refusals = typeof refusals;
