"use client";

import { useEffect } from "react";

/** Prolongs the session's cookie, which only an endpoint of its own may set, once each time the back office is opened. */
export function SessionRefresh() {
  useEffect(() => {
    // Offline or restarting: the next visit prolongs it. A body that nobody reads would keep the connection busy.
    fetch("/api/auth/get-session")
      .then((answer) => answer.text())
      .catch(() => {});
  }, []);
  return null;
}
