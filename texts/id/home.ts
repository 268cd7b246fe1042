/** The front page. */
export const home = {
  title: "Jalan bareng, uang aman sampai pulang",
  lead: "SeTrip, tempat open trip di Indonesia. Uang peserta disimpan sampai trip selesai.",
};
