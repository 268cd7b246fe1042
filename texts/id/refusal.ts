/** Why a request got no further than the front door, in words for whoever sent it. Keys are the front's own reasons. */
export const refusal = {
  title: "Permintaan ini belum bisa kami proses",
  home: "Ke halaman depan",
  reasons: {
    "bad-address": "Alamat ini tidak bisa dibaca. Mungkin salah salin atau terpotong.",
    "long-address": "Alamat ini terlalu panjang. Coba mulai lagi dari halaman depan.",
    "bad-headers": "Browser mengirim keterangan yang saling bertentangan. Coba muat ulang halamannya.",
    "too-many-headers": "Browser mengirim terlalu banyak cookie. Hapus cookie untuk situs ini, lalu coba lagi.",
    "bad-method": "Alamat ini tidak menerima kiriman seperti itu.",
    foreign:
      "Kiriman ini datang dari situs lain, jadi tidak kami terima. Kalau kamu memang mengisi formulir kami, buka lagi halamannya di sini.",
    "no-body-here": "Alamat ini tidak menerima kiriman data.",
    "wrong-type": "Data dikirim dalam bentuk yang tidak kami kenal.",
    "too-large": "Yang dikirim terlalu besar. Coba dengan berkas yang lebih kecil atau teks yang lebih pendek.",
    "too-many-fields": "Formulir ini berisi terlalu banyak isian sekaligus.",
    "too-deep": "Data yang dikirim tersusun terlalu dalam untuk kami baca.",
    unreadable: "Data yang dikirim tidak bisa dibaca. Muat ulang halamannya, lalu coba kirim lagi.",
    "cut-off": "Kiriman terputus di tengah jalan. Periksa koneksimu, lalu kirim lagi.",
    slow: "Kiriman terlalu lama sampai, jadi kami hentikan. Periksa koneksimu, lalu kirim lagi.",
    busy: "Sedang banyak kiriman sekaligus. Tunggu sebentar, lalu kirim lagi.",
    crowded: "SeTrip sedang sangat ramai. Permintaanmu belum diproses. Tunggu beberapa detik, lalu coba lagi.",
    expectation: "Permintaan ini mengharapkan sesuatu yang tidak kami kenal.",
    "no-page":
      "Alamat ini tidak punya halaman, jadi kirimanmu belum diproses. Kembali, buka lagi halamannya, lalu kirim lagi.",
    "unknown-action":
      "SeTrip baru saja diperbarui selagi halaman ini terbuka. Kembali, muat ulang halamannya, lalu kirim lagi.",
  },
};
