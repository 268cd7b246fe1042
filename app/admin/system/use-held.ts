"use client";

import { type RefObject, useEffect, useRef, useState } from "react";

/**
 * What a list shows while it is made anew all the time: the same entries in the same order for as long as somebody may be
 * reading it, each as it is now; all of it as soon as nobody is, or when `show` is called.
 */
export function useHeld<Entry extends { id: string }>(
  entries: Entry[],
): { place: RefObject<HTMLDivElement | null>; shown: Entry[]; show: () => void } {
  const place = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(entries);

  useEffect(() => {
    setShown((before) => {
      if (before === entries || !isRead(place.current)) return entries;
      const now = new Map(entries.map((entry) => [entry.id, entry]));
      return before.map((entry) => now.get(entry.id) ?? entry);
    });
  }, [entries]);

  function show(): void {
    setShown(entries);
    // The button that asked for it goes away, and the focus must not go with it.
    place.current?.focus({ preventScroll: true });
  }
  return { place, shown, show };
}

/** Whether somebody may be reading it: it is in sight, or has the focus, in a tab that is looked at. */
function isRead(list: HTMLElement | null): boolean {
  if (!list || document.visibilityState !== "visible") return false;
  const { top, bottom } = list.getBoundingClientRect();
  return (top < window.innerHeight && bottom > 0) || list.contains(document.activeElement);
}
