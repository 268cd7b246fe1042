"use client";

import { useEffect, useRef } from "react";
import { Notice } from "#ui/notice.tsx";

/** What is wrong with a form as a whole, read out when it appears; the focus goes there where no field is to blame. */
export function FormError({ form }: { form: { errors?: string[]; errorId: string } }) {
  const place = useRef<HTMLDivElement>(null);
  const { errors } = form;
  const [error] = errors ?? [];
  useEffect(() => {
    if (errors) place.current?.focus();
  }, [errors]);
  if (!error) return null;
  return (
    <Notice ref={place} tabIndex={-1} id={form.errorId} tone="failed" role="alert" className="outline-none">
      {error}
    </Notice>
  );
}
