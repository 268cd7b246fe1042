import type { TripIdea } from "./idea.ts";

export const java: TripIdea[] = [
  {
    slug: "bromo-midnight",
    title: "Bromo Midnight: Penanjakan sampai Pasir Berbisik",
    destination: "Gunung Bromo, Jawa Timur",
    organizer: "hugo",
    price: 375_000,
    quota: 18,
    meetingPoint: "Stasiun Malang Kotabaru, pintu barat",
    meetingTime: "23:30 WIB",
    description:
      "Berangkat tengah malam dari Malang, naik jip ke Penanjakan, lalu menunggu matahari muncul di balik Semeru. Setelah itu turun ke lautan pasir, jalan kaki ke kawah, dan sarapan di Bukit Teletubbies. Cocok untuk yang baru pertama kali, tidak perlu pengalaman mendaki.",
    days: [
      [
        "Matahari terbit dan lautan pasir",
        "23.30 berangkat dari Malang. 04.00 sampai Penanjakan 1. 07.00 kawah Bromo. 09.00 Pasir Berbisik dan savana. 14.00 tiba lagi di Malang.",
      ],
    ],
    includes: ["Jip 4x4 dari Malang", "Tiket masuk taman nasional", "Sarapan", "Pemandu lokal Tengger"],
    excludes: ["Sewa kuda", "Jaket dan sarung tangan"],
    photos: [
      { scene: "volcano", light: "dawn" },
      { scene: "savanna", light: "gold" },
    ],
  },
  {
    slug: "ranu-kumbolo-santai",
    title: "Ranu Kumbolo 2 Hari, Jalur Santai",
    destination: "Ranu Kumbolo, Jawa Timur",
    organizer: "hugo",
    price: 625_000,
    quota: 14,
    meetingPoint: "Basecamp Tumpang, Malang",
    meetingTime: "07:00 WIB",
    description:
      "Dua hari satu malam di tepi danau 2.400 mdpl. Jalan 10 km dari Ranu Pani dengan tempo pelan, tenda sudah berdiri saat kamu sampai. Kami membawa turun semua sampah, termasuk sampah yang bukan milik kami.",
    days: [
      [
        "Ranu Pani ke danau",
        "Registrasi dan cek kesehatan, jalan 5 jam lewat Landengan Dowo, makan malam di tepi danau.",
      ],
      [
        "Kabut pagi dan Oro-Oro Ombo",
        "Matahari terbit di celah dua bukit, Tanjakan Cinta, ladang verbena, lalu turun ke Ranu Pani.",
      ],
    ],
    includes: [
      "Tenda dan kantong tidur",
      "Makan 4 kali",
      "Simaksi",
      "Jip Tumpang–Ranu Pani pulang pergi",
      "Porter kelompok",
    ],
    excludes: ["Surat sehat", "Porter pribadi"],
    photos: [{ scene: "lake", light: "dawn" }],
  },
  {
    slug: "tumpak-sewu-goa-tetes",
    title: "Tumpak Sewu dan Goa Tetes Sehari",
    destination: "Lumajang, Jawa Timur",
    organizer: "hugo",
    price: 285_000,
    quota: 20,
    meetingPoint: "Alun-Alun Tugu Malang",
    meetingTime: "05:00 WIB",
    description:
      "Turun ke dasar tirai air setinggi 120 meter lewat tangga bambu dan sungai dangkal, lalu lanjut ke Goa Tetes yang dindingnya berlapis kapur warna-warni. Basah sudah pasti, jadi bawa baju ganti.",
    days: [
      [
        "Dari panorama ke dasar air terjun",
        "05.00 berangkat. 08.00 panorama. 09.00 turun ke dasar dengan helm. 12.00 makan siang. 13.00 Goa Tetes. 19.00 kembali di Malang.",
      ],
    ],
    includes: ["Minibus ber-AC", "Tiket dan pemandu lokal", "Helm", "Makan siang"],
    excludes: ["Sewa sepatu air", "Asuransi pribadi"],
    photos: [{ scene: "waterfall", light: "morning" }],
  },
  {
    slug: "kawah-ijen-api-biru",
    title: "Kawah Ijen: Api Biru sebelum Subuh",
    destination: "Banyuwangi, Jawa Timur",
    organizer: "hugo",
    price: 450_000,
    quota: 16,
    meetingPoint: "Stasiun Banyuwangi Kota",
    meetingTime: "00:30 WIB",
    description:
      "Jalan kaki dini hari ke bibir kawah asam terbesar di dunia, turun melihat api biru selama gas aman, lalu menunggu fajar di Sunrise Point. Ketua rombongan membawa alat ukur gas dan berhak membatalkan turun ke kawah.",
    days: [
      [
        "Api biru dan fajar di kawah",
        "01.30 Paltuding. 02.00 mulai jalan 3 km. 04.00 api biru. 05.30 matahari terbit. 08.00 sarapan di kebun kopi. 11.00 kembali di Banyuwangi.",
      ],
    ],
    includes: ["Masker gas", "Tiket masuk", "Pemandu penambang", "Sarapan", "Transportasi lokal"],
    excludes: ["Troli", "Surat sehat"],
    photos: [{ scene: "volcano", light: "dusk" }],
  },
  {
    slug: "baluran-savana-bama",
    title: "Baluran: Savana Bekol dan Pantai Bama",
    destination: "Situbondo, Jawa Timur",
    organizer: "hugo",
    price: 540_000,
    quota: 15,
    meetingPoint: "Pelabuhan Ketapang, depan musala",
    meetingTime: "06:00 WIB",
    description:
      "Afrika kecil di ujung timur Jawa. Menginap di wisma Bekol supaya bisa mendengar rusa lewat di malam hari, lalu snorkeling di Bama waktu laut masih tenang.",
    days: [
      [
        "Savana sampai gelap",
        "Jip safari menyusuri Bekol, mencari merak dan banteng, matahari terbenam dari menara pandang.",
      ],
      ["Pantai Bama", "Susur bakau, snorkeling, makan siang ikan bakar, kembali ke Ketapang pukul 15.00."],
    ],
    includes: ["Wisma Bekol", "Jip safari", "Makan 4 kali", "Alat snorkeling", "Tiket taman nasional"],
    excludes: ["Feri Ketapang–Gilimanuk"],
    photos: [{ scene: "savanna", light: "gold" }],
  },
  {
    slug: "dieng-sikunir-batu-pandang",
    title: "Dieng: Golden Sunrise Sikunir dan Candi Arjuna",
    destination: "Dataran Tinggi Dieng, Jawa Tengah",
    organizer: "merapi",
    price: 690_000,
    quota: 22,
    meetingPoint: "Terminal Mendolo, Wonosobo",
    meetingTime: "09:00 WIB",
    description:
      "Dua hari di negeri di atas awan: Telaga Warna dari Batu Pandang, kompleks Candi Arjuna waktu sepi, mi ongklok panas, dan golden sunrise di Sikunir. Suhu malam bisa mendekati nol.",
    days: [
      ["Telaga dan kawah", "Batu Pandang Ratapan Angin, Telaga Warna, Kawah Sikidang, malam bakar jagung di homestay."],
      ["Sikunir", "03.30 bangun, 05.15 matahari terbit, sarapan mi ongklok, Candi Arjuna, oleh-oleh carica."],
    ],
    includes: ["Homestay dengan air panas", "Makan 4 kali", "Semua tiket", "Elf dari Wonosobo"],
    excludes: ["Oleh-oleh", "Sewa jaket"],
    photos: [
      { scene: "ridges", light: "dawn" },
      { scene: "lake", light: "morning" },
    ],
  },
  {
    slug: "gunung-prau-camp",
    title: "Camp Ceria Gunung Prau via Patak Banteng",
    destination: "Gunung Prau, Jawa Tengah",
    organizer: "merapi",
    price: 425_000,
    quota: 16,
    meetingPoint: "Basecamp Patak Banteng",
    meetingTime: "13:00 WIB",
    description:
      "Gunung 2.565 mdpl yang ramah pemula dengan pemandangan Sindoro, Sumbing, Merapi dan Merbabu sekaligus. Tim kami sudah mendirikan tenda dan memasak sebelum kamu sampai puncak.",
    days: [
      ["Naik sore", "Cek perlengkapan, 3 jam mendaki lewat Canggal Walangan, makan malam, lihat bintang."],
      ["Empat gunung sekaligus", "Matahari terbit pukul 05.20, sarapan, turun, bubar pukul 11.00."],
    ],
    includes: ["Tenda, matras, kantong tidur", "Makan 3 kali", "Simaksi", "Pemandu"],
    excludes: ["Transportasi ke Dieng", "Porter pribadi"],
    photos: [{ scene: "ridges", light: "gold" }],
  },
  {
    slug: "borobudur-punthuk-setumbu",
    title: "Borobudur dari Kabut: Punthuk Setumbu dan VW Safari",
    destination: "Magelang, Jawa Tengah",
    organizer: "merapi",
    price: 395_000,
    quota: 20,
    meetingPoint: "Tugu Jogja, sisi utara",
    meetingTime: "03:30 WIB",
    description:
      "Melihat stupa Borobudur muncul dari kabut pagi, keliling desa Wanurejo naik VW Safari, lalu masuk candi bersama pemandu yang bisa bercerita tentang setiap relief yang kamu tunjuk.",
    days: [
      [
        "Kabut, desa, candi",
        "04.45 Punthuk Setumbu. 07.00 sarapan gudeg. 08.30 VW Safari ke pengrajin gerabah. 11.00 Borobudur. 15.00 kembali di Jogja.",
      ],
    ],
    includes: ["Transportasi dari Jogja", "Tiket naik candi", "VW Safari", "Sarapan dan makan siang"],
    excludes: ["Belanja di desa"],
    photos: [{ scene: "stupas", light: "dawn" }],
  },
  {
    slug: "karimunjawa-3-hari",
    title: "Karimunjawa 3 Hari 2 Malam, Kapal Cepat",
    destination: "Karimunjawa, Jawa Tengah",
    organizer: "merapi",
    price: 1_350_000,
    quota: 24,
    meetingPoint: "Pelabuhan Kartini, Jepara",
    meetingTime: "08:00 WIB",
    description:
      "Snorkeling di Menjangan Kecil dan Cemara Kecil, makan ikan bakar di pulau tanpa penghuni, dan malam di alun-alun dengan cumi bakar. Kalau kapal cepat batal karena ombak, uang kembali utuh.",
    days: [
      ["Menyeberang", "Kapal cepat 2 jam, check-in homestay, Bukit Love waktu senja."],
      ["Pulau barat", "Snorkeling di tiga titik, makan siang bakar ikan di Cemara Kecil, penangkaran hiu."],
      ["Bakau dan pulang", "Susur hutan bakau, oleh-oleh, kapal pulang pukul 12.00."],
    ],
    includes: [
      "Kapal cepat pulang pergi",
      "Homestay AC 2 malam",
      "Makan 6 kali",
      "Kapal dan alat snorkeling",
      "Foto bawah air",
    ],
    excludes: ["Transportasi ke Jepara", "Tiket konservasi"],
    photos: [
      { scene: "beach", light: "noon" },
      { scene: "karst", light: "morning" },
    ],
  },
  {
    slug: "papandayan-pemula",
    title: "Papandayan untuk Pemula: Hutan Mati dan Pondok Saladah",
    destination: "Garut, Jawa Barat",
    organizer: "pasundan",
    price: 480_000,
    quota: 18,
    meetingPoint: "Terminal Guntur, Garut",
    meetingTime: "06:30 WIB",
    description:
      "Gunung berapi yang jalurnya ramah dan pemandangannya lengkap: kawah berasap, Hutan Mati, padang edelweis Tegal Alun. Rombongan kecil, satu pemandu untuk enam orang.",
    days: [
      [
        "Kawah ke Pondok Saladah",
        "Naik lewat Camp David, makan siang di kawah, tenda di Pondok Saladah, api unggun bersama.",
      ],
      ["Hutan Mati dan Tegal Alun", "Matahari terbit di Hutan Mati, padang edelweis, turun dan berendam di Cipanas."],
    ],
    includes: ["Tenda dan perlengkapan tidur", "Makan 4 kali", "Tiket", "Pemandu bersertifikat"],
    excludes: ["Pemandian air panas", "Ojek Camp David"],
    photos: [{ scene: "volcano", light: "cloudy" }],
  },
];
