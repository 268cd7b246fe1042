/** What mails say besides their letters, which stand in `letters/`. */
export const mails = {
  footer:
    "SeTrip menahan pembayaran sampai trip selesai. Email ini dikirim otomatis; balas bila ada yang tidak sesuai.",
  /** Why a transfer cannot be used. */
  returned: {
    short: "Jumlahnya kurang dari harga trip.",
    cancelled: "Pesanannya sudah dibatalkan.",
    "sold-out": "Transfer masuk setelah batas bayar, dan kursinya sudah terisi.",
    "trip-over": "Transfer masuk setelah batas bayar, dan trip-nya sudah dimulai atau batal.",
    "booked-again": "Transfer masuk setelah batas bayar, dan kamu sudah punya pesanan lain di trip ini.",
    "days-changed": "Transfer masuk setelah batas bayar, dan hari trip-nya sudah berubah dari yang kamu pilih.",
    "rest-missing": "Sisanya belum masuk sampai batas waktunya, jadi kursinya dibuka lagi.",
    "returned-before": "Pesanannya sudah tidak berlaku, dan uang yang masuk sebelumnya sudah kami kembalikan.",
  },
};
