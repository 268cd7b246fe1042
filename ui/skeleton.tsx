import { classes } from "./classes.ts";

/** A quiet block in the shape of what comes. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={classes("animate-pulse rounded-card bg-sand", className)} />;
}
