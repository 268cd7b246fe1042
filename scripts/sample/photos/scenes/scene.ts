import type { Light } from "#scripts/sample/photos/sky.ts";
import type { Random } from "#scripts/sample/random.ts";

/** What stands in front of the sky, drawn as SVG, and where the sky ends. Places are fractions of the picture. */
export type Scene = {
  sun: { x: number; y: number };
  horizon: number;
  clouds: number;
  mirror?: boolean;
  layers: string;
};

export type DrawScene = (random: Random, light: Light) => Scene;
