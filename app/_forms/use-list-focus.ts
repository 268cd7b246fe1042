"use client";

import { useEffect, useRef } from "react";

/**
 * Keeps the focus in a list of fields that grows and shrinks: a new line is ready to be typed on, and after one is
 * removed the focus is on the last line instead of nowhere. `list` is the element around the lines.
 */
export function useListFocus<Lines extends HTMLElement = HTMLDivElement>(length: number) {
  const list = useRef<Lines>(null);
  const before = useRef(length);
  const asked = useRef(false);
  useEffect(() => {
    if (before.current === length) return;
    const grew = length > before.current;
    before.current = length;
    if (!asked.current) return;
    asked.current = false;
    const lines = list.current?.querySelectorAll<HTMLElement>("[data-line]") ?? [];
    const line = lines[lines.length - 1];
    if (line) line.querySelector<HTMLElement>("input, textarea")?.focus({ preventScroll: !grew });
    else list.current?.querySelector<HTMLElement>("[data-add]")?.focus();
  }, [length]);
  /** For the buttons that add and remove: only what somebody pressed moves the focus. */
  const asks = () => {
    asked.current = true;
  };
  return { list, asks };
}
