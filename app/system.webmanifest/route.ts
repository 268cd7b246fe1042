/**
 * Puts the morning page on a phone's home screen: its own icon there, without the browser's bars around it, and a start at
 * what an administrator wants to know. A file of its own, since the shop's manifest is for everybody. Holds nothing secret:
 * browsers ask for it without the visitor's cookies.
 */
export function GET(): Response {
  return Response.json(manifest, { headers: { "content-type": "application/manifest+json" } });
}

const manifest = {
  id: "/admin/system",
  name: "SeTrip System",
  short_name: "System",
  description: "Apakah semua aman, dan apa yang harus dilakukan.",
  lang: "id",
  start_url: "/admin/system",
  // Signing in belongs to it.
  scope: "/",
  display: "standalone",
  background_color: "#fbf9f5",
  theme_color: "#10233b",
  icons: [
    { src: "/icons/system-192.png", type: "image/png", sizes: "192x192" },
    { src: "/icons/system-512.png", type: "image/png", sizes: "512x512" },
    { src: "/icons/system-maskable-512.png", type: "image/png", sizes: "512x512", purpose: "maskable" },
  ],
};
