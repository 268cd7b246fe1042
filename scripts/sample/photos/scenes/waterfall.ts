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

/** How thick the strands are, in pixels; thin ones are brighter. */
const threadWidths = [1.4, 2.6, 4, 5.6];

/** Water that falls in strands, each with a way of its own. */
function strands(random: Random, light: Light, { x, top, wide }: { x: number; top: number; wide: number }): string {
  const fill = gradient("#ffffff", mix(light.haze, "#ffffff", 0.6), top, 900, [0.95, 0.5]);
  const threads = Array.from({ length: Math.ceil(wide / 3.2) }, () => {
    const from = x + random.between(-0.5, 0.5) * wide;
    const to = x + (from - x) * 1.5 + random.between(-8, 8);
    const [start, foot] = [top + random.between(0, 26), random.between(850, 940)];
    return `M${from.toFixed(1)},${start.toFixed(0)} Q${(from + random.between(-6, 6)).toFixed(1)},${((start + foot) / 2).toFixed(0)} ${to.toFixed(1)},${foot.toFixed(0)}`;
  });
  // A few strokes for all: the drawing library takes many times as long for one element a thread.
  const strokes = threadWidths.map((thick, group) => {
    const some = threads.filter((_, index) => index % threadWidths.length === group);
    return `<path d="${some.join("")}" stroke-width="${thick}" opacity="${0.7 - group * 0.12}"/>`;
  });
  const veil = `<path d="M${x - wide * 0.45},${top + 10} L${x - wide * 0.75},920 L${x + wide * 0.75},920 L${x + wide * 0.45},${top + 10}z" fill="${fill.fill}" opacity="0.45"/>`;
  return `${fill.defs}${veil}<g stroke="${mix(light.haze, "#ffffff", 0.75)}" fill="none" stroke-linecap="round">${strokes.join("")}</g>`;
}

function hanging(random: Random, light: Light, rim: Line): string {
  const tufts = Array.from({ length: 900 }, () => {
    const x = random.between(0, width);
    const y = rim(x) + 30 + random.fraction() ** 1.3 * 560;
    const size = random.between(10, 34);
    return `M${x.toFixed(0)},${y.toFixed(0)} q${(size * 0.6).toFixed(0)},${(-size * 0.5).toFixed(0)} ${size.toFixed(0)},${(size * 0.9).toFixed(0)} q${(-size * 0.9).toFixed(0)},${(size * 0.7).toFixed(0)} ${(-size).toFixed(0)},${(-size * 0.9).toFixed(0)}z`;
  });
  const tones = [light.green, light.ground].flatMap((leaf) =>
    [0.05, 0.25, 0.45].map((dark) => mix(leaf, "#0c1a14", dark)),
  );
  return tones
    .map((tone, group) => {
      const some = tufts.filter((_, index) => index % tones.length === group);
      return `<path d="${some.join("")}" fill="${tone}" opacity="0.7"/>`;
    })
    .join("");
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
