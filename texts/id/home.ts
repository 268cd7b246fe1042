/** The front page: looking for a trip. */
export const home = {
  title: "Jalan bareng, uang aman sampai pulang",
  lead: "Open trip dari penyelenggara yang sudah kami periksa, dari Sabang sampai Raja Ampat. Uangmu dititipkan di SeTrip sampai trip selesai.",
  description:
    "Cari open trip di seluruh Indonesia. Penyelenggara diperiksa, uang peserta dititipkan di SeTrip sampai trip selesai, dan kembali penuh kalau trip dibatalkan.",
  search: {
    label: "Cari trip",
    destination: "Mau ke mana?",
    destinationExample: "Bromo, Lombok, Raja Ampat",
    month: "Bulan",
    anyMonth: "Kapan saja",
    price: "Harga per orang",
    anyPrice: "Berapa saja",
    upTo: (amount: string) => `Sampai ${amount}`,
    withSeats: "Hanya yang masih ada kursi",
    submit: "Cari",
    reset: "Hapus semua",
  },
  promises: [
    {
      title: "Penyelenggara diperiksa",
      detail: "Identitas dan rekeningnya kami cocokkan sebelum ia boleh membuka trip.",
    },
    {
      title: "Uang dititipkan di SeTrip",
      detail: "Kamu bayar ke kami. Penyelenggara baru menerimanya setelah trip selesai.",
    },
    {
      title: "Batal tanpa berdebat",
      detail: "Aturan uang kembali sama untuk semua trip, dan kamu melihatnya sebelum bayar.",
    },
  ],
  howItWorks: "Lihat cara uangmu dijaga",
  upcoming: "Berangkat sebentar lagi",
  results: "Trip yang cocok",
  found: (trips: number) => `${trips} trip`,
  foundMore: (trips: number) => `lebih dari ${trips} trip`,
  /** The title of a search's page. */
  searchTitle: (what: string) => `Open trip ${what}`,
  inMonth: (month: string) => `bulan ${month}`,
  filteredBy: "Disaring menurut",
  without: (filter: string) => `Hapus saringan: ${filter}`,
  order: "Urutkan",
  soonest: "Paling dekat",
  cheapest: "Termurah",
  next: "Trip berikutnya",
  first: "Kembali ke awal",
  pages: "Halaman trip",
  nothing: {
    title: "Belum ada trip yang cocok",
    lead: "Coba kata yang lebih pendek, bulan lain, atau harga yang lebih longgar.",
    meanwhile: "Sementara itu, ini yang berangkat paling dekat",
  },
  none: {
    title: "Belum ada trip yang dibuka",
    lead: "Trip baru muncul di sini begitu penyelenggara membukanya. Punya rute andalan?",
    become: "Buka trip sendiri",
  },
};
