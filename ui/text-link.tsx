import Link from "next/link";
import type { ComponentProps } from "react";
import { classes } from "./classes.ts";

/** A link in or beside text, underlined so that it does not live on colour alone. `apart` gives it a target of its own. */
export function TextLink({ apart, className, ...rest }: ComponentProps<typeof Link> & { apart?: boolean }) {
  return (
    <Link
      className={classes(
        "font-semibold text-sea underline decoration-1 underline-offset-4 hover:decoration-2",
        apart && "inline-flex min-h-11 items-center",
        className,
      )}
      {...rest}
    />
  );
}
