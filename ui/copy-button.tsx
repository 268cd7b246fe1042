"use client";

import { useEffect, useState } from "react";
import { Button } from "./button.tsx";
import { classes } from "./classes.ts";
import { Check, Copy } from "./icons.tsx";

type CopyButtonProps = {
  text: string;
  label: string;
  copied: string;
  /** Only the sign, beside what it copies: in lists, where the words in every row would drown the figures. */
  compact?: boolean;
  className?: string;
};

/** Puts a text on the clipboard and says so for two seconds, to the ear too. */
export function CopyButton({ text, label, copied, compact = false, className }: CopyButtonProps) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), 2_000);
    return () => clearTimeout(timer);
  }, [done]);
  const Icon = done ? Check : Copy;
  return (
    <Button
      tone={compact ? "bare" : "quiet"}
      size="small"
      className={classes("noscript:hidden", compact && "min-w-11 px-0 sm:min-w-8", className)}
      title={compact ? label : undefined}
      onClick={() => navigator.clipboard.writeText(text).then(() => setDone(true))}
    >
      <Icon aria-hidden="true" className="size-4" />
      <span aria-live="polite" className={compact ? "sr-only" : undefined}>
        {done ? copied : label}
      </span>
    </Button>
  );
}
