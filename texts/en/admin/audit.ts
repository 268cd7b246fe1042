/** Who changed what. */
import type { Texts } from "../../id.ts";

export const audit: Texts["admin"]["audit"] = {
  title: "Audit",
  lead: "Semua perubahan, terbaru di atas. Tidak bisa diubah atau dihapus.",
  filter: "Saring",
  entity: "Jenis data",
  entityId: "Id data",
  actor: "Id orang",
  action: "Tindakan",
  anything: "Semua",
  apply: "Terapkan",
  clear: "Hapus saringan",
  empty: "Belum ada perubahan",
  emptyFiltered: "Tidak ada perubahan yang cocok",
  changed: "Perubahan",
  nothing: "tanpa perubahan kolom",
  from: "dari",
  to: "menjadi",
  unset: "kosong",
  onlyThis: (what: string) => `Hanya ${what}`,
};
