import "cronstrue/locales/id.js";
import type { ScheduleWords } from "./schedule-words.ts";

/** Indonesian. */
export const id: ScheduleWords = {
  tag: "id-ID",
  everyMinute: "setiap menit",
  everyMinutes: (minutes) => `setiap ${minutes} menit`,
  everyHour: "setiap jam",
  hourlyAt: (minute) => `setiap jam pada menit ke-${minute}`,
  everyDay: "setiap hari",
  mondayToFriday: "setiap Senin–Jumat",
  every: (names) => `setiap ${names}`,
  daysOfMonth: (days, list) => `setiap tanggal ${list(days.map(String))} pukul`,
  daily: (days, times, zone) => `${days} ${times} ${zone}`,
  clock: (hour, minute) => `${hour}.${minute}`,
  cronstrue: "id",
  table: ["#", "Endpoint", "Jadwal", "Frekuensi", "Tujuan"],
  results: ["Job", "Sukses, tidak ada pekerjaan", "Sukses, ada pekerjaan"],
  watches: ["Pantauan", "Mencari"],
};
