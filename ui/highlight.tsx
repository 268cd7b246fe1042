"use client";

import { useEffect, useRef } from "react";

/** A figure that lights up for a moment when a refresh changed it; nothing around it moves. */
export function Highlight({ value }: { value: string }) {
  const element = useRef<HTMLSpanElement>(null);
  const shown = useRef(value);

  useEffect(() => {
    if (shown.current === value) return;
    shown.current = value;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!calm) element.current?.animate(glow, { duration: 1_800, easing: "ease-out" });
  }, [value]);

  return (
    <span ref={element} className="-mx-1 rounded-[4px] px-1 tabular-nums">
      {value}
    </span>
  );
}

const glow = [{ backgroundColor: "var(--sea-tint)" }, { backgroundColor: "transparent" }];
