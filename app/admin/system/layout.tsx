import type { Metadata } from "next";
import type { ReactNode } from "react";

/** These pages can be put on a phone's home screen; the rest of the back office is at home on a desk. */
export const metadata: Metadata = {
  manifest: "/system.webmanifest",
  appleWebApp: { capable: true, title: "System", statusBarStyle: "default" },
};

export default function SystemLayout({ children }: { children: ReactNode }) {
  return children;
}
