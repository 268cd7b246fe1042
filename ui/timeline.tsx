import type { ReactNode } from "react";
import { classes } from "./classes.ts";

/** One step of a story: done, the one that is going on, or still to come. */
export type Step = { key: string; title: ReactNode; detail?: ReactNode; state: "done" | "now" | "ahead" };

/** A story as a line down the page. */
export function Timeline({ steps, className }: { steps: Step[]; className?: string }) {
  return (
    <ol className={classes("space-y-0", className)}>
      {steps.map(({ key, title, detail, state }, at) => (
        <li
          key={key}
          aria-current={state === "now" ? "step" : undefined}
          className="relative flex gap-4 pb-6 last:pb-0"
        >
          {at < steps.length - 1 && (
            <span aria-hidden="true" className="absolute top-4 bottom-0 left-[7px] w-0.5 bg-line" />
          )}
          <span
            aria-hidden="true"
            className={classes(
              "relative mt-1 size-4 shrink-0 rounded-full border-2",
              state === "done" && "border-sea bg-sea",
              state === "now" && "border-sea bg-paper shadow-[0_0_0_4px_var(--sea-tint)]",
              state === "ahead" && "border-line-strong bg-paper",
            )}
          />
          <div className="min-w-0">
            <p className={classes("font-semibold", state === "ahead" && "text-ink-soft")}>{title}</p>
            {detail && <div className="mt-0.5 text-[15px] text-ink-soft">{detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
