/** A page that failed. Small: it travels with every page. */
export const failure = {
  title: "Halaman ini gagal dimuat",
  lead: "Memuat halaman tidak mengubah data apa pun. Coba muat lagi. Kalau tetap gagal, catat kode ini untuk tim teknis:",
  retry: "Muat lagi",
};
