import { mix } from "#scripts/sample/photos/colour.ts";
import {
  faded,
  forest,
  gradient,
  ground,
  height,
  type Line,
  mist,
  skyline,
  width,
  woods,
} from "#scripts/sample/photos/shapes.ts";
import type { Light } from "#scripts/sample/photos/sky.ts";
import type { Random } from "#scripts/sample/random.ts";
import type { Scene } from "./scene.ts";

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
