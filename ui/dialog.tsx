"use client";

import { type ReactNode, type RefObject, useId } from "react";

type DialogProps = { dialog: RefObject<HTMLDialogElement | null>; title: string; children: ReactNode };

/**
 * The browser's own modal dialog: it holds the focus, closes on Escape and gives the focus back.
 * Open it with `dialog.current.showModal()`.
 */
export function Dialog({ dialog, title, children }: DialogProps) {
  const titleId = useId();
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      className="m-auto w-[min(30rem,calc(100vw-2rem))] rounded-card border border-line bg-surface p-6 text-ink shadow-float backdrop:bg-[rgb(8_16_26/0.55)]"
    >
      <h2 id={titleId} className="text-lg font-extrabold break-words">
        {title}
      </h2>
      {children}
    </dialog>
  );
}
