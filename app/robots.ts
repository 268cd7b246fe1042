import type { MetadataRoute } from "next";
import { env } from "#env.ts";

/** The address is the running server's, not the build's. */
export const dynamic = "force-dynamic";

/** Pages of people are for those people; the rest may be found. */
export default function robots(): MetadataRoute.Robots {
  const disallow = ["/admin", "/organizer", "/akun", "/pesanan", "/api/", "/berkas/", "/trip/*/pesan"];
  return { rules: { userAgent: "*", allow: "/", disallow }, sitemap: `${env().APP_URL}/sitemap.xml` };
}
