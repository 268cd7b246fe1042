import { east } from "./east.ts";
import type { TripIdea } from "./idea.ts";
import { java } from "./java.ts";
import { middle } from "./middle.ts";
import { west } from "./west.ts";

/** Forty trips from Sabang to Wamena. */
export const ideas: readonly TripIdea[] = [...java, ...west, ...middle, ...east];
