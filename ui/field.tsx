import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes.ts";
import { CircleAlert } from "./icons.tsx";

/** What every field has around its control. The error is the first of what the form library found. */
type Labelled = { label: string; hint?: ReactNode; error?: string };
type Control<Tag extends "input" | "textarea" | "select"> = ComponentProps<Tag> & { id: string } & Labelled;

const look =
  "block min-h-12 w-full rounded-control border border-line-strong bg-surface px-3.5 text-base text-ink transition-colors duration-150 placeholder:text-ink-soft hover:border-ink-soft disabled:bg-sand disabled:text-ink-soft";

/** A labelled input. Hint and error are read out with it; the error stands beside it, with a shape as well as a colour. */
export function Field({
  label,
  hint,
  error,
  className,
  beside,
  ...input
}: Control<"input"> & {
  /** A button that stands in the field, at its end. */
  beside?: ReactNode;
}) {
  const box = (
    <input name={input.id} {...input} {...ariaProps(input.id, { hint, error })} className={control(error, className)} />
  );
  return (
    <FieldFrame id={input.id} label={label} hint={hint} error={error}>
      {beside ? (
        <div className="relative">
          {box}
          {beside}
        </div>
      ) : (
        box
      )}
    </FieldFrame>
  );
}

/** The same for text of several lines. */
export function TextArea({ label, hint, error, className, rows = 5, ...area }: Control<"textarea">) {
  const shape = control(error, classes("py-3 leading-relaxed", className));
  return (
    <FieldFrame id={area.id} label={label} hint={hint} error={error}>
      <textarea name={area.id} rows={rows} {...area} {...ariaProps(area.id, { hint, error })} className={shape} />
    </FieldFrame>
  );
}

/** The browser's own choice; give it `<option>`s. */
export function Select({ label, hint, error, className, children, ...select }: Control<"select">) {
  return (
    <FieldFrame id={select.id} label={label} hint={hint} error={error}>
      <select
        name={select.id}
        {...select}
        {...ariaProps(select.id, { hint, error })}
        className={control(error, className)}
      >
        {children}
      </select>
    </FieldFrame>
  );
}

/** A box to tick, its whole line being the target. */
export function Checkbox({
  label,
  hint,
  error,
  className,
  ...input
}: Omit<Control<"input">, "label"> & { label: ReactNode }) {
  return (
    <div className={classes("space-y-1.5", className)}>
      <label className="flex min-h-11 cursor-pointer items-start gap-3 py-2 text-[15px]">
        <input
          type="checkbox"
          name={input.id}
          {...input}
          {...ariaProps(input.id, { hint, error })}
          className="mt-0.5 size-5 shrink-0 accent-(--sea)"
        />
        <span>{label}</span>
      </label>
      <FieldMessages id={input.id} hint={hint} error={error} />
    </div>
  );
}

/** A label above any control, hint and error below it. The control says `aria-describedby` itself, see {@link ariaProps}. */
export function FieldFrame({ id, label, hint, error, children }: Labelled & { id: string; children: ReactNode }) {
  return (
    <div className="space-y-1.5">
      <label htmlFor={id} className="block text-sm font-semibold">
        {label}
      </label>
      {children}
      <FieldMessages id={id} hint={hint} error={error} />
    </div>
  );
}

/** What a control tells a screen reader of the hint and the error beneath it. */
export function ariaProps(id: string, { hint, error }: { hint?: ReactNode; error?: string }) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return { "aria-invalid": error ? true : undefined, "aria-describedby": described || undefined } as const;
}

/** Hint and error of a control, see {@link ariaProps}. */
export function FieldMessages({ id, hint, error }: { id: string; hint?: ReactNode; error?: string }) {
  return (
    <>
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
    </>
  );
}

function control(error: string | undefined, className?: string): string {
  return classes(look, error && "border-failed", className);
}
