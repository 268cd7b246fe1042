import { CircleAlert } from "lucide-react";
import type { ComponentProps } from "react";
import { classes } from "./classes.ts";

type FieldProps = ComponentProps<"input"> & { id: string; label: string; hint?: string; error?: string };

/** A labelled input. Hint and error are read out with it; the error stands beside it, with a shape as well as a colour. */
export function Field({ id, label, hint, error, className, ...input }: FieldProps) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="space-y-1.5">
      <label htmlFor={id} className="block text-sm font-semibold">
        {label}
      </label>
      <input
        id={id}
        name={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
        className={classes(
          "block min-h-12 w-full rounded-control border border-line-strong bg-surface px-3.5 text-base text-ink transition-colors duration-150 hover:border-ink-soft",
          error && "border-failed",
          className,
        )}
        {...input}
      />
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-ink-soft">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="flex gap-1.5 text-sm font-medium text-failed">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
    </div>
  );
}
