"use client";

import type { ComponentProps } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "./button.tsx";

/** The button of a form: says that it is at work, and cannot be pressed twice meanwhile. */
export function Submit({
  pending: waiting,
  disabled,
  children,
  ...rest
}: ComponentProps<typeof Button> & { pending: string }) {
  const { pending } = useFormStatus();
  return (
    <Button type="submit" disabled={pending || disabled} {...rest}>
      {pending ? waiting : children}
    </Button>
  );
}
