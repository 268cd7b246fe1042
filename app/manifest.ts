import type { MetadataRoute } from "next";

/** Lets a phone put SeTrip on its home screen. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "SeTrip",
    short_name: "SeTrip",
    description: "Open trip di seluruh Indonesia. Uang peserta dititipkan di SeTrip sampai trip selesai.",
    lang: "id",
    start_url: "/",
    display: "browser",
    background_color: "#fbf9f5",
    theme_color: "#10233b",
    icons: [
      { src: "/icon.svg", type: "image/svg+xml", sizes: "any" },
      { src: "/apple-icon.png", type: "image/png", sizes: "180x180" },
    ],
  };
}
