import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

const merge = extendTailwindMerge({
  extend: { theme: { radius: ["card", "control"], shadow: ["float"] } },
});

/** Joins class names; of two that contradict each other the later one wins. */
export function classes(...values: ClassValue[]): string {
  return merge(clsx(values));
}
