import type { ReactNode } from "react";
import { unbroken } from "#texts/format.ts";
import { type BadgeTone, Shape } from "#ui/badge.tsx";
import { classes } from "#ui/classes.ts";
import { WithCode } from "#ui/with-code.tsx";
import { ProblemDisclosure } from "./problem-disclosure.tsx";

type RowProps = {
  id: string;
  tone: Extract<BadgeTone, "failed" | "stale" | "paused">;
  /** Somebody knows: it needs no colour to be seen. */
  isCalm: boolean;
  /** On a phone a line that opens at a tap. */
  isCollapsed: boolean;
  title: string;
  /** What stands below the title also where it is collapsed. */
  subtitle?: string | undefined;
  actions: ReactNode;
  children: ReactNode;
};

const colours = { failed: "text-failed", stale: "text-stale", paused: "text-paused" };

/** See `HeldProblems`: what one may do stands as it stood, since what came of it is told there. */
const palerWhenOver = "transition-opacity duration-150 group-data-[over]/held:opacity-60";

/** One thing that needs attention: its title in its colour, what is known of it, and what one may do. */
export function Row({ id, tone, isCalm, isCollapsed, title, subtitle, actions, children }: RowProps) {
  const tint = { failed: "bg-failed-tint", stale: "bg-stale-tint", paused: "bg-paused-tint" }[tone];
  const heading = (
    <div className={classes("min-w-0", palerWhenOver)}>
      <p
        className={classes(
          "font-bold break-words",
          isCollapsed && "text-[15px] leading-snug sm:text-base sm:leading-normal",
          isCalm ? "text-ink" : colours[tone],
        )}
      >
        <WithCode>{unbroken(title)}</WithCode>
      </p>
      {subtitle && <p className="text-[13px] leading-snug text-ink-soft">{subtitle}</p>}
    </div>
  );
  return (
    <div
      className={classes("flex gap-2.5 rounded-card px-3 py-1.5 sm:gap-3 sm:py-2 sm:px-4", isCalm ? "bg-sand" : tint)}
    >
      <Shape tone={tone} className={classes("mt-1.5 size-3", colours[tone])} />
      <ProblemDisclosure id={id} startsOpen={!isCollapsed} heading={heading}>
        <div className={classes("min-w-0 text-sm text-ink tabular-nums", palerWhenOver)}>{children}</div>
        <div className="flex flex-wrap items-start gap-2 print:hidden">{actions}</div>
      </ProblemDisclosure>
    </div>
  );
}
