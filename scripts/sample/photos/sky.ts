import type { Random } from "#scripts/sample/random.ts";
import { blend, type Colour, type Rgb, rgb } from "./colour.ts";
import { noise } from "./noise.ts";

/** The light of a picture: everything in it takes its colours from here. */
export type Light = {
  /** From the top of the picture down to the horizon. */
  sky: Colour[];
  /** The sun and what it touches. */
  glow: Colour;
  /** What distance fades into. */
  haze: Colour;
  /** The nearest, darkest ground. */
  ground: Colour;
  /** Leaves and grass in this light. */
  green: Colour;
  /** Water far away and close by. */
  water: [Colour, Colour];
};

export type Sky = {
  light: Light;
  /** As fractions of the picture. */
  sun: { x: number; y: number };
  horizon: number;
  /** 0 is a clear sky, 1 an overcast one. */
  clouds: number;
  /** Below the horizon lies water that mirrors the sky. */
  mirror?: boolean;
};

const white: Rgb = [255, 250, 242];

/** The sky is soft, so it is painted small and enlarged. */
export const skyWidth = 192;

/** Paints sky, sun and clouds, and the sky's mirror image where there is water: raw RGB, `skyWidth` wide. */
export function paintSky(random: Random, sky: Sky, aspect: number): { pixels: Uint8Array; height: number } {
  const height = Math.round(skyWidth / aspect);
  const colourAt = painter(random, sky, aspect);
  const ripple = noise(random, 2);
  const patches = noise(random, 3);
  const [far, near] = sky.light.water.map(rgb) as [Rgb, Rgb];
  const pixels = new Uint8Array(skyWidth * height * 3);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < skyWidth; column++) {
      const x = column / skyWidth;
      const y = row / height;
      // Land will stand below the horizon: there is nothing to see of the sky.
      if (y > sky.horizon + 0.1 && !sky.mirror) continue;
      const colour = y > sky.horizon && sky.mirror ? mirrored(x, y) : colourAt(x, Math.min(y, sky.horizon));
      pixels.set(colour, (row * skyWidth + column) * 3);
    }
  }
  return { pixels, height };

  function mirrored(x: number, y: number): Rgb {
    const depth = (y - sky.horizon) / (1 - sky.horizon);
    const shift = ripple(x * 6, y * 140 * (1.2 - depth)) * (0.01 + depth * 0.03);
    const image = colourAt(x + shift, Math.max(0.02, sky.horizon - (y - sky.horizon) * 0.9 + shift));
    const water = blend(image, blend(far, near, depth), 0.35 + depth * 0.4);
    // Streaks of lighter and darker water, which widen towards us.
    const streak = patches((x - 0.5) * (1.4 + 2.2 / (depth + 0.35)), 4.5 / (depth + 0.16));
    const bright = streak > 0 ? blend(far, white, streak * 0.5) : near;
    return blend(water, bright, Math.min(1, Math.abs(streak) * 1.5) * (0.25 + depth * 0.4));
  }
}

function painter(random: Random, sky: Sky, aspect: number): (x: number, y: number) => Rgb {
  const shape = noise(random, 5);
  const stops = sky.light.sky.map(rgb);
  const [glow, haze] = [rgb(sky.light.glow), rgb(sky.light.haze)];
  return (x, y) => {
    const place = (Math.min(y / sky.horizon, 1) * (stops.length - 1)) as number;
    const index = Math.min(Math.floor(place), stops.length - 2);
    const base = blend(stops[index] as Rgb, stops[index + 1] as Rgb, place - index);
    const distance = Math.hypot((x - sky.sun.x) * aspect, y - sky.sun.y);
    const warm = blend(base, glow, 0.75 * Math.exp(-distance * 3.4));
    const lit = blend(warm, white, Math.exp(-((distance / 0.075) ** 2)) + 0.35 * Math.exp(-distance * 9));
    const covered = cover(x, y) * (1 - 0.9 * Math.exp(-((distance / 0.16) ** 2)));
    return covered > 0 ? blend(lit, cloudColour(x, y, distance), covered) : lit;
  };

  function cover(x: number, y: number): number {
    const stretch = 2.2 + (y / sky.horizon) * 7;
    const thick = shape(x * 3.2 + shape(x * 2, y * 5) * 0.6, y * stretch) * 0.5 + 0.5;
    const edge = 0.74 - sky.clouds * 0.42;
    return Math.min(1, Math.max(0, (thick - edge) / 0.3)) * 0.82;
  }

  function cloudColour(x: number, y: number, distance: number): Rgb {
    const shade = shape(x * 5 + 9, y * 16 + 3) * 0.5 + 0.5;
    const body = blend(haze, [255, 255, 255], 0.25 + shade * 0.45);
    return blend(body, glow, 0.85 * Math.exp(-distance * 2.2));
  }
}
