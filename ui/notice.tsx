import type { ComponentProps } from "react";
import { classes } from "./classes.ts";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "./icons.tsx";

const tones = {
  failed: { look: "bg-failed-tint text-failed", Icon: CircleAlert },
  stale: { look: "bg-stale-tint text-stale", Icon: TriangleAlert },
  ok: { look: "bg-ok-tint text-ok", Icon: CircleCheck },
  plain: { look: "bg-sand text-ink", Icon: Info },
} as const;

/** A sentence that stands out, with a shape for its tone. Give it `role="alert"` when it appears after an action. */
export function Notice({
  tone = "plain",
  className,
  children,
  ...rest
}: ComponentProps<"div"> & { tone?: keyof typeof tones }) {
  const { look, Icon } = tones[tone];
  return (
    <div className={classes("flex gap-2.5 rounded-card px-4 py-3 text-sm font-medium", look, className)} {...rest}>
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
