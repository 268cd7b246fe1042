"use client";

import { type ComponentProps, type ReactNode, useRef } from "react";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

type ConfirmProps = {
  /** What the button that opens the question says. */
  label: ReactNode;
  /** The button's name where `label` alone does not say what it is about, as in a row of a table. */
  accessibleLabel?: string;
  title: string;
  cancel: string;
  tone?: ComponentProps<typeof Button>["tone"];
  size?: ComponentProps<typeof Button>["size"];
  className?: string;
  /** The question's text and the form that carries it out, with its own submit button. */
  children: ReactNode;
};

/** Asks before something is done that cannot be taken back. The form inside does it. */
export function Confirm({
  label,
  accessibleLabel,
  title,
  cancel,
  tone = "quiet",
  size,
  className,
  children,
}: ConfirmProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <Button
        tone={tone}
        size={size}
        className={className}
        aria-label={accessibleLabel}
        aria-haspopup="dialog"
        onClick={() => dialog.current?.showModal()}
      >
        {label}
      </Button>
      <Dialog dialog={dialog} title={title}>
        <div className="mt-3 space-y-4">{children}</div>
        <Button tone="bare" className="mt-3 w-full" onClick={() => dialog.current?.close()}>
          {cancel}
        </Button>
      </Dialog>
    </>
  );
}
