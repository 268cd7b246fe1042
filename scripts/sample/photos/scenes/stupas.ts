import { mix } from "#scripts/sample/photos/colour.ts";
import { faded, forest, gradient, ground, height, mist, skyline, width } from "#scripts/sample/photos/shapes.ts";
import type { Light } from "#scripts/sample/photos/sky.ts";
import type { Random } from "#scripts/sample/random.ts";
import type { Scene } from "./scene.ts";

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
