"use client";

import { type ReactNode, type RefObject, useEffect, useId } from "react";

type DialogProps = { dialog: RefObject<HTMLDialogElement | null>; title: string; children: ReactNode };

/**
 * The browser's own modal dialog: it holds the focus, closes on Escape and gives the focus back; to the page's content
 * where what was done took away the button that had opened it, or the dialog with it.
 * Open it with `dialog.current.showModal()`.
 */
export function Dialog({ dialog, title, children }: DialogProps) {
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    return () => {
      if (element?.open) focusContentIfLost();
    };
  }, [dialog]);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onClose={focusContentIfLost}
      className="m-auto w-[min(30rem,calc(100vw-2rem))] rounded-card border border-line bg-surface p-6 text-ink shadow-float backdrop:bg-[rgb(8_16_26/0.55)]"
    >
      <h2 id={titleId} className="text-lg font-extrabold break-words">
        {title}
      </h2>
      {children}
    </dialog>
  );
}

/** Looked at once the browser has given the focus back and the page is drawn anew. */
function focusContentIfLost(): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.getElementById("content")?.focus({ preventScroll: true });
  });
}
