import { mix } from "#scripts/sample/photos/colour.ts";
import {
  faded,
  folds,
  gradient,
  grass,
  ground,
  height,
  mist,
  skyline,
  width,
  woods,
} from "#scripts/sample/photos/shapes.ts";
import type { Light } from "#scripts/sample/photos/sky.ts";
import type { Random } from "#scripts/sample/random.ts";
import type { DrawScene, Scene } from "./scene.ts";

/** A high village of thatched cones. */
export const cones: DrawScene = (random, light) =>
  village(random, light, (x, y, size) => cone(random, light, x, y, size));

/** A village whose roofs sweep up like boats. */
export const boatRoofs: DrawScene = (random, light) =>
  village(random, light, (x, y, size) => tongkonan(light, x, y, size));

function village(random: Random, light: Light, house: (x: number, y: number, size: number) => string): Scene {
  const parts: string[] = [];
  for (let range = 0; range < 4; range++) {
    const near = range / 3;
    const line = skyline(random, { base: 400 + range * 110, reach: 170 - near * 60, bumps: 1.7 + near, sharp: 0.6 });
    const top = faded(mix(light.ground, light.green, 0.6), light.haze, 0.74 - near * 0.5);
    parts.push(
      ground(line, { top, bottom: mix(top, light.haze, 0.6 - near * 0.3), depth: 300 }),
      folds(random, line, mix(top, light.glow, 0.5), { length: 90, opacity: 0.1, lean: 1 }),
    );
    if (range > 0)
      parts.push(
        woods(
          random,
          line,
          { top: mix(top, light.ground, 0.2), bottom: mix(top, light.haze, 0.25) },
          { size: 12 + near * 12, rows: 6 },
        ),
      );
    parts.push(mist(random, 520 + range * 90, light.haze, 50, 0.6));
  }
  const meadow = skyline(random, { base: 850, reach: 24, bumps: 1.2 });
  const lawn = mix(light.green, light.glow, 0.22);
  parts.push(ground(meadow, { top: lawn, bottom: mix(lawn, light.ground, 0.6), depth: 260 }));
  for (let place = 0; place < 6; place++) {
    const far = place % 2 === 0;
    const size = far ? random.between(150, 180) : random.between(210, 250);
    const x = ((place + 0.5) / 6) * width + random.between(-24, 24);
    const y = meadow(x) + (far ? 24 : 96);
    parts.push(house(x, y, size));
  }
  parts.push(grass(random, () => height + 6, mix(lawn, light.ground, 0.7), 60));
  return { sun: { x: random.between(0.2, 0.8), y: 0.24 }, horizon: 0.5, clouds: 0.6, layers: parts.join("") };
}

function cone(random: Random, light: Light, x: number, y: number, size: number): string {
  const thatch = mix("#6d5a44", light.ground, 0.35);
  const fill = gradient(mix(thatch, light.glow, 0.35), mix(thatch, light.ground, 0.65), y - size, y);
  const straw = Array.from({ length: 34 }, () => {
    const part = random.between(-1, 1);
    return `M${x + part * size * 0.06},${y - size * 0.9} Q${x + part * size * 0.26},${y - size * 0.5} ${x + part * size * 0.58},${y - random.between(0, 8)}`;
  });
  return `${fill.defs}<ellipse cx="${x}" cy="${y + 4}" rx="${size * 0.7}" ry="${size * 0.06}" fill="#000000" opacity="0.25"/><path d="M${x},${y - size} Q${x - size * 0.22},${y - size * 0.5} ${x - size * 0.62},${y} Q${x},${y + size * 0.06} ${x + size * 0.62},${y} Q${x + size * 0.22},${y - size * 0.5} ${x},${y - size}z" fill="${fill.fill}"/><path d="${straw.join("")}" stroke="${mix(thatch, "#000000", 0.4)}" stroke-width="1.6" opacity="0.4" fill="none"/><path d="M${x - 15},${y + 6} v-34 q15,-16 30,0 v34z" fill="${mix(light.ground, "#000000", 0.5)}"/>`;
}

function tongkonan(light: Light, x: number, y: number, size: number): string {
  const roof = mix("#5c3a2c", light.ground, 0.4);
  const wall = mix("#8d3f2b", light.ground, 0.3);
  const half = size * 0.5;
  const fill = gradient(mix(roof, light.glow, 0.3), mix(roof, "#000000", 0.4), y - size, y - size * 0.4);
  const legs = [-0.3, -0.1, 0.1, 0.3]
    .map((part) => `<rect x="${x + part * size - 4}" y="${y - size * 0.22}" width="8" height="${size * 0.22}"/>`)
    .join("");
  const sweep = `M${x - half * 1.25},${y - size * 0.86} Q${x - half * 0.6},${y - size * 0.68} ${x},${y - size * 0.66} Q${x + half * 0.6},${y - size * 0.68} ${x + half * 1.25},${y - size * 0.86} Q${x + half * 0.95},${y - size * 0.5} ${x + half * 0.72},${y - size * 0.4} Q${x},${y - size * 0.32} ${x - half * 0.72},${y - size * 0.4} Q${x - half * 0.95},${y - size * 0.5} ${x - half * 1.25},${y - size * 0.86}z`;
  return `${fill.defs}<g fill="${mix(light.ground, "#000000", 0.3)}">${legs}</g><path d="M${x - half * 0.7},${y - size * 0.44} h${half * 1.4} l${-half * 0.08},${size * 0.24} h${-half * 1.24}z" fill="${wall}"/><path d="M${x - half * 0.62},${y - size * 0.33} h${half * 1.24}" stroke="${mix("#f0c36a", light.ground, 0.2)}" stroke-width="3" stroke-dasharray="9 6"/><path d="${sweep}" fill="${fill.fill}"/>`;
}
