import type { NextConfig } from "next";

const root = import.meta.dirname;

const config: NextConfig = {
  outputFileTracingRoot: root,
  turbopack: { root },
  poweredByHeader: false,
  typedRoutes: true,
};

export default config;
