/** Booking, paying, and what comes after. */
export const bookings = {
  title: "Pesanan",
};
