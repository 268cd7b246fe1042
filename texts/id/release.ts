/** A page that was open while SeTrip got a new release. Small: it travels with every page. */
export const release = {
  sending: "SeTrip baru saja diperbarui. Isianmu aman dan sedang dikirim sekali lagi …",
  sent: "SeTrip tadi diperbarui, jadi isianmu dikirim sekali lagi untukmu. Tidak ada yang terkirim dua kali.",
  restored:
    "SeTrip tadi diperbarui dan belum ada yang terkirim. Isianmu sudah kami kembalikan; lengkapi sandi, kode, atau berkas kalau ada, lalu kirim sekali lagi.",
  changed:
    "SeTrip baru saja diperbarui dan bagian ini ikut berubah. Belum ada yang terkirim. Muat ulang halaman ini; isianmu kami kembalikan, lalu kirim sekali lagi.",
  unreachable:
    "SeTrip baru saja diperbarui, tapi koneksinya terputus. Belum ada yang terkirim, dan isianmu masih di sini.",
  retry: "Kirim lagi",
  reload: "Muat ulang",
  close: "Tutup",
  /** A whole page, for a form that was sent without scripts. */
  page: {
    title: "SeTrip baru saja diperbarui",
    lead: "Formulirmu berasal dari versi sebelumnya, jadi belum terkirim dan tidak ada yang berubah. Buka lagi halamannya, lalu kirim sekali lagi.",
    typed: "Yang kamu isi",
    open: "Buka lagi halamannya",
  },
};
