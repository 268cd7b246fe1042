import type { NextConfig } from "next";
import { PHASE_PRODUCTION_BUILD } from "next/constants";
import { limits } from "./limits.ts";
import { actionsKey } from "./scripts/ensure/actions-key.mjs";
import { overHttps, securityHeaders } from "./security-headers.ts";

const root = import.meta.dirname;

/** The front lets no larger form through, text and all that stands around it; Next's own limits are never met. */
const largestFormBytes = 2 * limits.form.mostBytes;

const config: NextConfig = {
  outputFileTracingRoot: root,
  turbopack: { root },
  poweredByHeader: false,
  typedRoutes: true,
  // `npm test` checks the types, of all files at once; whoever only wants to start the app need not wait for it.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    serverActions: { bodySizeLimit: largestFormBytes },
    proxyClientMaxBodySize: largestFormBytes,
    // What makes the next build quick takes a sixth of this one and 170 MB: nothing for a machine that builds once.
    turbopackFileSystemCacheForBuild: !process.env.CI,
  },
  // Photos are made in their widths when they are uploaded; Next's own would be open to everybody all the same.
  images: { unoptimized: true },
  headers: async () => [
    { source: "/:path*", headers: securityHeaders },
    {
      source: "/:path*",
      // Over plain HTTP, as on a developer's machine, the promise of HTTPS would lock people out.
      has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
      headers: [overHttps],
    },
  ],
};

/** Every way of building comes through here, so this is where a build gets the key that keeps its actions' names. */
export default function configFor(phase: string): NextConfig {
  if (phase === PHASE_PRODUCTION_BUILD) process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = actionsKey(root);
  return config;
}
