import type { Random } from "../../random.ts";
import { mix } from "../colour.ts";
import { noise } from "../noise.ts";
import {
  faded,
  folds,
  forest,
  gradient,
  grass,
  ground,
  height,
  type Line,
  mist,
  palm,
  skyline,
  width,
  woods,
} from "../shapes.ts";
import type { Light } from "../sky.ts";
import type { DrawScene, Scene } from "./scene.ts";

/** Rice terraces: flooded steps that hold the sky, green walls between them. */
export function terraces(random: Random, light: Light): Scene {
  const hill = skyline(random, { base: 470, reach: 120, bumps: 2.2, sharp: 0.8 });
  const wood = skyline(random, { base: 560, reach: 60, bumps: 2.6 });
  const far = faded(light.ground, light.haze, 0.62);
  const leaf = mix(light.green, light.ground, 0.3);
  const parts = [
    ground(hill, { top: far, bottom: light.haze, depth: 260 }),
    mist(random, 520, light.haze, 50, 0.8),
    ground(wood, { top: leaf, bottom: mix(leaf, light.green, 0.5), depth: 160 }),
    woods(random, wood, { top: mix(leaf, light.haze, 0.12), bottom: leaf }, { size: 24, rows: 5 }),
  ];
  const trunk = mix(light.ground, light.green, 0.3);
  const side = random.pick([0.12, 0.86]);
  for (let index = 0; index < 3; index++)
    parts.push(
      palm(
        random,
        (side + (index - 1) * 0.055) * width,
        700 + index * 10,
        random.between(300, 420),
        random.between(-0.12, 0.16),
        trunk,
      ),
    );
  const bend = noise(random, 2);
  const steps = 13;
  for (let step = 0; step < steps; step++) {
    const near = step / (steps - 1);
    const line: Line = (x) =>
      600 +
      near ** 1.55 * 470 +
      bend(x / 430 + near * 0.9, near * 1.3) * (26 + near * 62) +
      Math.sin(x / 390 + 1.7) * 26 * (1 - near);
    const tall = 9 + near * 30;
    const wall = mix(mix(light.green, light.glow, 0.22), light.ground, 0.08 + near * 0.3);
    const water = mix(light.sky[light.sky.length - 1 - (step % 2)] as string, light.water[0], 0.3);
    const lush = step % 3 === 1;
    parts.push(
      ground(line, { top: mix(wall, light.glow, 0.25), bottom: mix(wall, light.ground, 0.35), depth: tall * 2.4 }),
    );
    parts.push(grass(random, line, mix(wall, light.glow, 0.12), 5 + near * 10));
    const floor: Line = (x) => line(x) + tall;
    const plants = mix(light.green, light.glow, 0.32);
    parts.push(
      ground(
        floor,
        lush
          ? { top: plants, bottom: mix(plants, light.ground, 0.2), depth: 60 }
          : { top: water, bottom: mix(water, light.water[1], 0.45), depth: 90 + near * 90 },
      ),
    );
    if (!lush) parts.push(sprouts(random, floor, near, wall));
  }
  return { sun: { x: 1 - side, y: 0.3 }, horizon: 0.56, clouds: 0.45, layers: parts.join("") };
}

/** A fall of many threads over a green cliff. */
export function waterfall(random: Random, light: Light): Scene {
  const leaf = mix(light.green, light.ground, 0.25);
  const rim = skyline(random, { base: 250, reach: 46, bumps: 3 });
  const far = skyline(random, { base: 190, reach: 70, bumps: 2, sharp: 0.6 });
  const parts = [
    ground(far, { top: faded(leaf, light.haze, 0.6), bottom: light.haze, depth: 160 }),
    ground(rim, { top: leaf, bottom: mix(light.ground, "#0a1512", 0.4), depth: 620 }),
    hanging(random, light, rim),
    woods(random, (x) => rim(x) - 10, { top: leaf, bottom: mix(leaf, light.ground, 0.5) }, { size: 34, rows: 3 }),
  ];
  for (let fall = 0; fall < 11; fall++) {
    const x = (fall < 5 ? 0.37 + fall * 0.062 : random.between(0.1, 0.9)) * width;
    const wide = fall < 5 ? random.between(44, 78) : random.between(8, 26);
    parts.push(strands(random, light, { x, wide, top: rim(x) + (fall < 5 ? 16 : random.between(40, 200)) }));
  }
  parts.push(mist(random, 850, mix(light.haze, "#ffffff", 0.6), 90, 0.95));
  const pool = gradient(mix(light.water[0], "#ffffff", 0.3), light.water[1], 900, height);
  parts.push(`${pool.defs}<rect y="905" width="1600" height="170" fill="${pool.fill}" opacity="0.9"/>`);
  parts.push(mist(random, 900, "#ffffff", 40, 0.7));
  for (const side of [-1, 1]) parts.push(frame(random, light, side));
  return { sun: { x: 0.5, y: 0.06 }, horizon: 0.3, clouds: 0.6, layers: parts.join("") };
}

/** Bell-shaped stupas above a plain of morning mist. */
export function stupas(random: Random, light: Light): Scene {
  const parts: string[] = [];
  for (let range = 0; range < 3; range++) {
    const line = skyline(random, {
      base: 520 + range * 70,
      reach: 130 - range * 34,
      bumps: 1.6 + range * 0.6,
      sharp: 0.7,
    });
    const top = faded(light.ground, light.haze, 0.8 - range * 0.2);
    parts.push(
      ground(line, { top, bottom: mix(top, light.haze, 0.8), depth: 240 }),
      mist(random, 650 + range * 46, light.haze, 46, 0.8),
    );
  }
  const trees = skyline(random, { base: 800, reach: 30, bumps: 4 });
  const dark = faded(light.ground, light.haze, 0.35);
  parts.push(
    ground(trees, { top: dark, bottom: light.haze, depth: 170 }),
    forest(random, trees, dark, { size: 30, density: 2.6 }),
    mist(random, 850, light.haze, 60, 0.85),
  );
  const stone = mix(light.ground, "#3a3330", 0.5);
  const rows = [
    { y: 880, size: 96, count: 7 },
    { y: 975, size: 190, count: 4 },
    { y: 1200, size: 430, count: 2 },
  ];
  for (const [index, row] of rows.entries()) {
    const tone = mix(stone, light.haze, 0.3 - index * 0.14);
    parts.push(
      `<rect y="${row.y - 8}" width="1600" height="${height}" fill="${mix(tone, "#000000", 0.28)}"/><rect y="${row.y - 8}" width="1600" height="7" fill="${mix(tone, light.glow, 0.3)}" opacity="0.7"/>`,
    );
    for (let place = 0; place < row.count; place++) {
      const x = ((place + (index % 2 ? 0.62 : 0.28) + random.between(-0.03, 0.03)) / row.count) * width * 1.08;
      parts.push(stupa(light, x, row.y, row.size, tone));
    }
  }
  return { sun: { x: random.between(0.3, 0.7), y: 0.4 }, horizon: 0.62, clouds: 0.4, layers: parts.join("") };
}

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

function sprouts(random: Random, line: Line, near: number, colour: string): string {
  const dots = Array.from({ length: 150 }, () => {
    const x = random.between(0, width);
    const y = line(x) + random.between(2, 10 + near * 40);
    return `M${x.toFixed(0)},${y.toFixed(0)} v${(-2 - near * 7).toFixed(1)}`;
  });
  return `<path d="${dots.join("")}" stroke="${colour}" stroke-width="${(1 + near * 1.6).toFixed(1)}" opacity="0.55"/>`;
}

/** Water that falls in strands, each with a way of its own. */
function strands(random: Random, light: Light, { x, top, wide }: { x: number; top: number; wide: number }): string {
  const fill = gradient("#ffffff", mix(light.haze, "#ffffff", 0.6), top, 900, [0.95, 0.5]);
  const threads = Array.from({ length: Math.ceil(wide / 3.2) }, () => {
    const from = x + random.between(-0.5, 0.5) * wide;
    const to = x + (from - x) * 1.5 + random.between(-8, 8);
    const thick = random.between(1.2, 6);
    const [start, foot] = [top + random.between(0, 26), random.between(700, 930)];
    return `<path d="M${from},${start} Q${from + random.between(-6, 6)},${(start + foot) / 2} ${to},${foot}" stroke-width="${thick.toFixed(1)}" opacity="${random.between(0.25, 0.75).toFixed(2)}"/>`;
  });
  const veil = `<path d="M${x - wide * 0.45},${top + 10} L${x - wide * 0.75},920 L${x + wide * 0.75},920 L${x + wide * 0.45},${top + 10}z" fill="${fill.fill}" opacity="0.45"/>`;
  return `${fill.defs}${veil}<g stroke="${fill.fill}" fill="none" stroke-linecap="round">${threads.join("")}</g>`;
}

function hanging(random: Random, light: Light, rim: Line): string {
  const tufts = Array.from({ length: 900 }, () => {
    const x = random.between(0, width);
    const y = rim(x) + 30 + random.fraction() ** 1.3 * 560;
    const size = random.between(10, 34);
    const colour = mix(random.chance(0.45) ? light.green : light.ground, "#0c1a14", random.between(0, 0.5));
    return `<path d="M${x.toFixed(0)},${y.toFixed(0)} q${(size * 0.6).toFixed(0)},${(-size * 0.5).toFixed(0)} ${size.toFixed(0)},${(size * 0.9).toFixed(0)} q${(-size * 0.9).toFixed(0)},${(size * 0.7).toFixed(0)} ${(-size).toFixed(0)},${(-size * 0.9).toFixed(0)}z" fill="${colour}" opacity="0.7"/>`;
  });
  return tufts.join("");
}

function frame(random: Random, light: Light, side: number): string {
  const dark = mix(light.ground, "#06100c", 0.55);
  const line: Line = (x) => {
    const part = (side < 0 ? x : width - x) / (width * 0.34);
    return part > 1 ? height + 60 : 640 + part ** 2 * 470;
  };
  const trees = forest(random, (x) => line(x) + 10, dark, { size: 62, density: 2.4 });
  return `${trees}${ground((x) => line(x) + 26, { top: dark, bottom: "#06100c", depth: 300 })}`;
}

function stupa(light: Light, x: number, y: number, size: number, tone: string): string {
  const fill = gradient(mix(tone, light.glow, 0.35), mix(tone, "#000000", 0.45), y - size, y);
  const half = size * 0.42;
  const bell = `M${x - half},${y - size * 0.12} Q${x - half * 0.98},${y - size * 0.72} ${x - half * 0.34},${y - size * 0.8} L${x + half * 0.34},${y - size * 0.8} Q${x + half * 0.98},${y - size * 0.72} ${x + half},${y - size * 0.12}z`;
  const foot = `M${x - half * 1.25},${y} L${x - half * 1.18},${y - size * 0.12} L${x + half * 1.18},${y - size * 0.12} L${x + half * 1.25},${y}z`;
  const top = `M${x - half * 0.3},${y - size * 0.8} h${half * 0.6} v${-size * 0.09} h${-half * 0.6}z M${x - half * 0.13},${y - size * 0.88} L${x},${y - size * 1.22} L${x + half * 0.13},${y - size * 0.88}z`;
  const holes = [0.26, 0.4, 0.54].flatMap((up, row) =>
    [-2, -1, 0, 1, 2].map((column) => {
      const [cx, cy, r] = [x + (column + (row % 2 ? 0.5 : 0) - 0.2) * half * 0.36, y - size * up, size * 0.03];
      return `M${cx},${cy - r * 1.3} l${r},${r * 1.3} l${-r},${r * 1.3} l${-r},${-r * 1.3}z`;
    }),
  );
  return `${fill.defs}<path d="${foot}${bell}${top}" fill="${fill.fill}"/><path d="${holes.join("")}" fill="#0b0a12" opacity="0.6"/>`;
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
