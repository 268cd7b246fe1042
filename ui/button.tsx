import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { classes } from "./classes.ts";

const look = cva(
  "inline-flex items-center justify-center gap-2 print:hidden rounded-control text-center text-sm font-semibold transition-colors max-sm:max-w-full max-sm:shrink-0 sm:whitespace-nowrap duration-150 disabled:opacity-60",
  {
    variants: {
      tone: {
        action: "bg-sea text-on-sea hover:bg-sea-strong",
        quiet: "border border-line-strong/60 bg-surface text-ink hover:bg-sand",
        bare: "text-ink-soft hover:bg-sand hover:text-ink",
        call: "bg-dawn text-on-dawn hover:brightness-110",
      },
      size: { normal: "min-h-11 px-4 sm:min-h-10", small: "min-h-11 px-3 sm:min-h-8" },
    },
    defaultVariants: { tone: "action", size: "normal" },
  },
);

type Look = VariantProps<typeof look> & { className?: string };
type ButtonProps = ComponentProps<"button"> & Look & { asChild?: boolean };

/** The classes of a button, for a link that is drawn as text: `asChild` needs a running React. */
export function buttonClasses({ className, ...shape }: Look = {}): string {
  return classes(look(shape), className);
}

/** A button, or with `asChild` a link that looks like one; on paper there is nothing to press. Its target is at least 44 px high on a phone. */
export function Button({ tone, size, asChild, className, type, ...rest }: ButtonProps) {
  const Element = asChild ? Slot.Root : "button";
  return (
    <Element
      type={asChild ? undefined : (type ?? "button")}
      className={buttonClasses({ tone, size, className })}
      {...rest}
    />
  );
}
