import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import { ariaProps, FieldMessages } from "./field.tsx";

/** One of a few things to choose from. */
export type Choice = { value: string; label: ReactNode; detail?: ReactNode };

type ChoicesProps = {
  id: string;
  name: string;
  legend: string;
  hint?: string;
  error?: string;
  choices: Choice[];
  defaultValue?: string;
  className?: string;
};

/** A few things to choose one from, each as large as a thumb. */
export function Choices({ id, name, legend, hint, error, choices, defaultValue, className }: ChoicesProps) {
  return (
    <div
      role="radiogroup"
      id={id}
      aria-labelledby={`${id}-label`}
      {...ariaProps(id, { hint, error })}
      className={classes("space-y-2", className)}
    >
      <p id={`${id}-label`} className="text-sm font-semibold">
        {legend}
      </p>
      <div className="grid gap-2 sm:grid-cols-2">
        {choices.map(({ value, label, detail }) => (
          <label
            key={value}
            className="flex min-h-14 cursor-pointer items-center gap-3 rounded-control border border-line-strong bg-surface px-3.5 py-2 transition-colors duration-150 hover:border-ink-soft has-checked:border-sea has-checked:bg-sea-tint"
          >
            <input
              type="radio"
              name={name}
              value={value}
              defaultChecked={value === defaultValue}
              className="size-5 shrink-0 accent-(--sea)"
            />
            <span className="min-w-0">
              <span className="block font-semibold">{label}</span>
              {detail && <span className="block text-sm text-ink-soft">{detail}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldMessages id={id} hint={hint} error={error} />
    </div>
  );
}
