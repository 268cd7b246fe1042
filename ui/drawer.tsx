import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { classes } from "./classes.ts";
import { Menu, X } from "./icons.tsx";

/** The button that opens a {@link Drawer}. */
export function DrawerButton({ id, label }: { id: string; label: string }) {
  return (
    <Button tone="bare" popoverTarget={id} className="-mr-3 px-3">
      <Menu aria-hidden="true" className="size-5" />
      {label}
    </Button>
  );
}

/** A phone's menu at the right edge: the browser's own popover, which needs no script, closes on Escape and on a tap beside it. */
export function Drawer({
  id,
  close,
  className,
  children,
}: {
  id: string;
  close: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div
      id={id}
      popover="auto"
      className={classes(
        "m-0 ml-auto h-dvh w-[min(20rem,85vw)] max-w-none border-l border-line bg-paper px-4 py-2 text-ink shadow-float backdrop:bg-[rgb(8_16_26/0.55)]",
        className,
      )}
    >
      <div className="flex h-full flex-col gap-4">
        <Button tone="bare" popoverTarget={id} popoverTargetAction="hide" className="self-end px-3">
          <X aria-hidden="true" className="size-5" />
          {close}
        </Button>
        {children}
      </div>
    </div>
  );
}
