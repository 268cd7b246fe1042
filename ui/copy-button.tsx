"use client";

import { useEffect, useState } from "react";
import { Button } from "./button.tsx";
import { Check, Copy } from "./icons.tsx";

type CopyButtonProps = { text: string; label: string; copied: string; className?: string };

/** Puts a text on the clipboard and says so for two seconds, to the ear too. */
export function CopyButton({ text, label, copied, className }: CopyButtonProps) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), 2_000);
    return () => clearTimeout(timer);
  }, [done]);
  const Icon = done ? Check : Copy;
  return (
    <Button
      tone="quiet"
      size="small"
      className={className}
      onClick={() => navigator.clipboard.writeText(text).then(() => setDone(true))}
    >
      <Icon aria-hidden="true" className="size-4" />
      <span aria-live="polite">{done ? copied : label}</span>
    </Button>
  );
}
