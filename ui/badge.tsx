import { cva } from "class-variance-authority";
import type { ComponentProps } from "react";
import { classes } from "./classes.ts";

/** The states that have a colour and a shape. */
export type BadgeTone = "ok" | "stale" | "failed" | "paused" | "running" | "ended";

/** Those in which jobs may be, which never end. */
export type JobTone = Exclude<BadgeTone, "ended">;

const look = cva(
  "inline-flex shrink-0 items-center gap-1.5 rounded-full font-bold max-sm:max-w-full sm:whitespace-nowrap",
  {
    variants: {
      tone: {
        ok: "bg-ok-tint text-ok",
        stale: "bg-stale-tint text-stale",
        failed: "bg-failed-tint text-failed",
        paused: "bg-paused-tint text-paused",
        running: "bg-sea-tint text-sea-strong",
        ended: "bg-paused-tint text-paused",
      },
      size: { normal: "px-2.5 py-1 text-xs tracking-wide", small: "px-2 py-0.5 text-[11px] tracking-wide" },
    },
    defaultVariants: { size: "normal" },
  },
);

type BadgeProps = ComponentProps<"span"> & { tone: BadgeTone; size?: "normal" | "small" };

/** A state: a word, a colour, and a shape of its own, so that it reads without colour too. */
export function Badge({ tone, size, className, children, ...rest }: BadgeProps) {
  return (
    <span className={classes(look({ tone, size }), className)} {...rest}>
      <Shape tone={tone} />
      {children}
    </span>
  );
}

const shapes: Record<BadgeTone, string> = {
  ok: "M6 .5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Z",
  stale: "M6 .8 11.6 11H.4Z",
  failed: "M6 .2 11.8 6 6 11.8.2 6Z",
  paused: "M1.5 1h3v10h-3Zm6 0h3v10h-3Z",
  running: "M2.5.8 11 6l-8.5 5.2Z",
  ended: "M6 .5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Zm0 2.2a3.3 3.3 0 1 1 0 6.6 3.3 3.3 0 0 1 0-6.6Z",
};

/** A disc for well, a triangle for late, a diamond for failed, bars for paused, an arrow for running, a ring for over. */
export function Shape({ tone, className = "size-2.5" }: { tone: BadgeTone; className?: string }) {
  return (
    <svg viewBox="0 0 12 12" className={classes("shrink-0", className)} aria-hidden="true" focusable="false">
      <path d={shapes[tone]} fill="currentColor" fillRule="evenodd" />
    </svg>
  );
}
