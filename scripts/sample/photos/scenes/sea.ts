import { mix } from "#scripts/sample/photos/colour.ts";
import { noise } from "#scripts/sample/photos/noise.ts";
import {
  faded,
  folds,
  forest,
  glints,
  gradient,
  grass,
  ground,
  height,
  type Line,
  outrigger,
  palm,
  phinisi,
  skyline,
  width,
} from "#scripts/sample/photos/shapes.ts";
import type { Light } from "#scripts/sample/photos/sky.ts";
import type { Random } from "#scripts/sample/random.ts";
import type { Scene } from "./scene.ts";

/** Steep green islands of limestone in a shallow lagoon. */
export function karst(random: Random, light: Light): Scene {
  const horizon = 0.44;
  const sea = horizon * height;
  const parts: string[] = [];
  for (let row = 0; row < 4; row++) {
    const near = row / 3;
    const foot = sea + 6 + near ** 1.6 * 330;
    const islands = 6 - row;
    for (let index = 0; index < islands; index++) {
      if (row > 1 && index === Math.floor(islands / 2)) continue;
      const x = ((index + random.between(0.2, 0.8)) / islands) * width * 1.15 - width * 0.075;
      parts.push(island(random, light, { x, foot, size: (60 + near * 150) * random.between(0.7, 1.3), near }));
    }
  }
  parts.push(
    glints(random, { from: sea + 10, to: height, sun: 0.5, colour: mix(light.glow, "#ffffff", 0.6), count: 170 }),
  );
  const boat = { x: random.between(0.4, 0.6) * width, y: sea + 290 };
  parts.push(outrigger(boat.x, boat.y, 150, mix(light.ground, "#000000", 0.3)));
  return { sun: { x: random.between(0.3, 0.7), y: 0.16 }, horizon, clouds: 0.5, mirror: true, layers: parts.join("") };
}

/** Bays between bare hills, seen from above, with ships at anchor. */
export function bays(random: Random, light: Light): Scene {
  const horizon = 0.36;
  const sea = horizon * height;
  const parts: string[] = [];
  const far = skyline(random, { base: sea - 4, reach: 60, bumps: 3, sharp: 0.5 });
  const farColour = faded(light.ground, light.haze, 0.72);
  parts.push(
    ground((x) => Math.min(far(x), sea), { top: farColour, bottom: mix(farColour, light.haze, 0.5), depth: 100 }, sea),
  );
  parts.push(
    glints(random, { from: sea + 4, to: sea + 420, sun: 0.5, colour: mix(light.glow, "#ffffff", 0.5), count: 150 }),
  );
  for (let cape = 0; cape < 4; cape++)
    parts.push(headland(random, light, { side: cape % 2 ? 1 : -1, foot: sea + 60 + cape * 105, near: cape / 3 }));
  const ship = { x: width * random.between(0.44, 0.56), y: sea + 210 };
  parts.push(phinisi(ship.x, ship.y, 120, mix("#5a3420", light.ground, 0.4), mix("#fffaf0", light.haze, 0.15)));
  parts.push(
    phinisi(
      ship.x + random.pick([-260, 230]),
      sea + 70,
      46,
      mix(light.ground, light.haze, 0.3),
      mix("#ffffff", light.haze, 0.4),
    ),
  );
  const slope = skyline(random, { base: 985, reach: 110, bumps: 1.2, sharp: 0.3 });
  const earth = mix(light.green, light.glow, 0.3);
  parts.push(
    ground(slope, { top: earth, bottom: mix(earth, light.ground, 0.8), depth: 230 }),
    folds(random, slope, light.ground, { length: 80, opacity: 0.14, lean: -1 }),
  );
  parts.push(grass(random, slope, mix(earth, light.ground, 0.35), 24));
  return { sun: { x: random.between(0.2, 0.8), y: 0.2 }, horizon, clouds: 0.4, mirror: true, layers: parts.join("") };
}

/** White sand, palms and round granite, or a jetty to houses on stilts. */
export function beach(random: Random, light: Light): Scene {
  const horizon = 0.5;
  const sea = horizon * height;
  const shore: Line = (x) => 800 + 70 * Math.sin(x / 520 + 1.1) + 22 * Math.sin(x / 190);
  const sand = mix("#f7ead0", light.glow, 0.25);
  const parts: string[] = [];
  const isle = skyline(random, { base: sea - 22, reach: 46, bumps: 2 });
  const isleColour = faded(light.green, light.haze, 0.5);
  const [from, to] = random.pick([
    [0.06, 0.4],
    [0.58, 0.96],
  ]) as [number, number];
  const hump: Line = (x) =>
    sea - Math.max(0, sea - isle(x)) * Math.max(0, Math.sin(((x / width - from) / (to - from)) * Math.PI));
  const within: Line = (x) => (x / width > from && x / width < to ? hump(x) : sea + 1);
  parts.push(ground(within, { top: isleColour, bottom: mix(isleColour, light.ground, 0.4), depth: 70 }, sea + 2));
  parts.push(glints(random, { from: sea + 6, to: 800, sun: 0.5, colour: mix(light.glow, "#ffffff", 0.6), count: 200 }));
  parts.push(
    random.chance(0.5)
      ? stilts(random, light, sea + 44)
      : boulders(random, light, { x: random.pick([0.16, 0.8]) * width, foot: 770 }),
  );
  parts.push(ground((x) => shore(x) - 16, { top: "#ffffff", bottom: sand, depth: 60 }));
  parts.push(ground(shore, { top: mix(sand, light.water[0], 0.3), bottom: mix(sand, light.ground, 0.28), depth: 330 }));
  const dark = mix(light.ground, light.green, 0.25);
  const side = random.pick([-1, 1]);
  for (let index = 0; index < 4; index++) {
    const x = side < 0 ? 40 + index * 95 : width - 40 - index * 95;
    parts.push(palm(random, x, 1120, random.between(700, 900) - index * 90, -side * random.between(0.1, 0.3), dark));
  }
  parts.push(outrigger(width * (side < 0 ? 0.66 : 0.34), 735, 210, mix(light.ground, "#000000", 0.2)));
  return { sun: { x: side < 0 ? 0.68 : 0.32, y: 0.34 }, horizon, clouds: 0.5, mirror: true, layers: parts.join("") };
}

/** A lake between mountains, still enough to hold their image. */
export function lake(random: Random, light: Light): Scene {
  const horizon = 0.52;
  const shore = horizon * height;
  const parts: string[] = [];
  for (let range = 0; range < 4; range++) {
    const near = range / 3;
    const line = skyline(random, {
      base: shore - 150 + range * 42,
      reach: 190 - near * 90,
      bumps: 2 + near,
      sharp: 0.8 - near * 0.5,
    });
    const above: Line = (x) => Math.min(line(x), shore);
    const top = faded(mix(light.ground, light.green, 0.5), light.haze, 0.78 - near * 0.5);
    parts.push(ground(above, { top, bottom: mix(top, light.haze, 0.5), depth: 260 }, shore));
    parts.push(
      ground(
        (x) => 2 * shore - above(x) * 0.96 - shore * 0.04,
        { top: mix(top, light.water[1], 0.5), bottom: mix(top, light.water[1], 0.35), depth: 260 },
        shore,
      ).replace("<polygon", '<polygon opacity="0.5"'),
    );
    parts.push(folds(random, above, mix(top, light.glow, 0.6), { length: 60, opacity: 0.14, lean: 1 }));
  }
  const bank: Line = (x) => shore + 4 - 16 * Math.max(0, Math.sin(x / 210));
  parts.push(forest(random, bank, mix(light.ground, light.green, 0.5), { size: 24, density: 2.6, pointed: true }));
  parts.push(
    glints(random, { from: shore + 14, to: height, sun: 0.5, colour: mix(light.glow, "#ffffff", 0.5), count: 190 }),
  );
  parts.push(outrigger(width * random.between(0.3, 0.7), shore + 270, 190, mix(light.ground, "#000000", 0.35)));
  const front = skyline(random, { base: 1035, reach: 34, bumps: 2 });
  const reeds = mix(light.ground, light.green, 0.2);
  parts.push(
    ground(front, { top: reeds, bottom: mix(reeds, "#000000", 0.4), depth: 60 }),
    grass(random, front, reeds, 90),
  );
  return { sun: { x: random.between(0.35, 0.65), y: 0.3 }, horizon, clouds: 0.5, mirror: true, layers: parts.join("") };
}

function island(
  random: Random,
  light: Light,
  { x, foot, size, near }: { x: number; foot: number; size: number; near: number },
): string {
  const rough = noise(random, 5);
  const half = size * random.between(0.75, 1.1);
  const line: Line = (at) => {
    const out = Math.min(1, Math.abs(at - x) / half);
    return foot - size * 0.95 * (1 - out ** 2.6) ** 0.55 * (0.82 + 0.2 * rough((at / size) * 2.2)) - (out < 1 ? 5 : 0);
  };
  const steps = Array.from({ length: 61 }, (_, step) => x - half + (step / 60) * half * 2);
  const outline = steps.map((at) => `${at.toFixed(1)},${line(at).toFixed(1)}`).join(" ");
  const rock = faded(mix("#8d8b7c", light.ground, 0.35), light.haze, 0.75 - near * 0.7);
  const leaf = faded(mix(light.green, light.ground, 0.15), light.haze, 0.72 - near * 0.7);
  const fill = gradient(mix(leaf, light.glow, 0.22), mix(leaf, light.ground, 0.4), foot - size, foot);
  const cliff = steps
    .map(
      (at) =>
        `${at.toFixed(1)},${(foot - (foot - line(at)) * 0.3 * (0.7 + 0.5 * Math.abs(rough(at / 18)))).toFixed(1)}`,
    )
    .join(" ");
  const crowns = Array.from({ length: Math.round(26 + near * 60) }, () => {
    const at = x + random.between(-0.92, 0.92) * half;
    const y = line(at) + random.fraction() ** 1.5 * (foot - line(at)) * 0.72;
    const [rx, ry] = [1.2, 0.8].map((part) => part * (3 + near * 9) * random.between(0.6, 1.4)) as [number, number];
    return `M${(at - rx).toFixed(1)},${y.toFixed(1)} a${rx.toFixed(1)},${ry.toFixed(1)} 0 1 1 ${(rx * 2).toFixed(1)},0 a${rx.toFixed(1)},${ry.toFixed(1)} 0 1 1 ${(-rx * 2).toFixed(1)},0z`;
  });
  // One path a tone: the drawing library takes many times as long for as many elements.
  const leaves = [mix(leaf, light.ground, 0.35), mix(leaf, light.glow, 0.3)].map((colour, tone) => {
    const some = crowns.filter((_, index) => index % 2 === tone);
    return `<path d="${some.join("")}" fill="${colour}" opacity="0.6"/>`;
  });
  const image = gradient(mix(leaf, light.water[1], 0.3), light.water[1], foot, foot + size * 0.7, [0.6, 0]);
  return `${fill.defs}${image.defs}<g>${reflection(x, foot, half, size * 0.6, image.fill)}</g><polygon points="${x - half},${foot} ${outline} ${x + half},${foot}" fill="${fill.fill}"/>${leaves.join("")}<polygon points="${x - half},${foot} ${cliff} ${x + half},${foot}" fill="${rock}" opacity="0.85"/><ellipse cx="${x}" cy="${foot + 2}" rx="${half * 1.03}" ry="${2 + near * 5}" fill="${mix(light.water[0], "#ffffff", 0.55)}" opacity="0.65"/>`;
}

function reflection(x: number, foot: number, half: number, depth: number, fill: string): string {
  return `<path d="M${x - half},${foot} Q${x - half * 0.8},${foot + depth} ${x},${foot + depth} Q${x + half * 0.8},${foot + depth} ${x + half},${foot}z" fill="${fill}"/>`;
}

function headland(
  random: Random,
  light: Light,
  { side, foot, near }: { side: number; foot: number; near: number },
): string {
  const reach = width * random.between(0.36, 0.5);
  const rough = noise(random, 6);
  const tall = (110 + near * 120) * random.between(0.85, 1.2);
  const profile: Line = (x) => {
    const from = side < 0 ? x : width - x;
    const part = Math.max(0, 1 - from / reach);
    return foot - tall * part ** 0.75 * (0.85 + 0.3 * rough(from / 190)) + (part === 0 ? 3 : 0);
  };
  const only: Line = (x) => ((side < 0 ? x : width - x) < reach ? profile(x) : foot + 2);
  const top = faded(mix(light.green, light.glow, 0.34), light.haze, 0.62 - near * 0.5);
  const strand = `<ellipse cx="${side < 0 ? reach * 0.46 : width - reach * 0.46}" cy="${foot + 3}" rx="${reach * 0.56}" ry="${7 + near * 8}" fill="${mix("#fbe6c6", light.glow, 0.2)}"/>`;
  const foam = strand
    .replace(/ry="[^"]+"/, `ry="${12 + near * 14}"`)
    .replace(/fill="[^"]+"/, `fill="${mix(light.water[0], "#ffffff", 0.35)}" opacity="0.6"`);
  return `${foam}${strand}${ground(only, { top, bottom: mix(top, light.ground, 0.55), depth: tall * 1.1 }, foot + 2)}${folds(random, only, mix(top, light.ground, 0.7), { length: tall * 0.5, opacity: 0.2, lean: side, step: 12 })}`;
}

function boulders(random: Random, light: Light, { x, foot }: { x: number; foot: number }): string {
  return Array.from({ length: 7 }, (_, index) => {
    const size = random.between(40, 105) * (index < 2 ? 1.25 : 0.8);
    const cx = x + random.between(-190, 190);
    const cy = foot - size * 0.35 + random.between(-10, 24);
    const stone = mix("#9a9184", light.ground, random.between(0.1, 0.35));
    const fill = gradient(mix(stone, light.glow, 0.45), mix(stone, light.ground, 0.65), cy - size, cy + size * 0.6);
    return `${fill.defs}<path d="M${cx - size},${cy + size * 0.5} Q${cx - size * 1.1},${cy - size * 0.5} ${cx - size * 0.25},${cy - size * 0.85} Q${cx + size * 0.8},${cy - size * 0.9} ${cx + size},${cy + size * 0.5}z" fill="${fill.fill}"/><ellipse cx="${cx}" cy="${cy + size * 0.52}" rx="${size * 1.05}" ry="7" fill="#ffffff" opacity="0.45"/>`;
  }).join("");
}

function stilts(random: Random, light: Light, foot: number): string {
  const wood = mix("#4b3526", light.ground, 0.4);
  const start = random.pick([0.12, 0.52]) * width;
  const huts = Array.from({ length: 5 }, (_, index) => {
    const [x, size] = [start + index * 118, random.between(52, 66)];
    const legs = [0.1, 0.4, 0.7, 1]
      .map((part) => `<rect x="${x + part * size * 0.9}" y="${foot - 20}" width="3" height="30"/>`)
      .join("");
    return `${legs}<rect x="${x}" y="${foot - 54}" width="${size}" height="36"/><path d="M${x - 12},${foot - 50} L${x + size * 0.5},${foot - 100} L${x + size + 12},${foot - 50}z"/><rect x="${x + size * 0.36}" y="${foot - 44}" width="${size * 0.24}" height="16" fill="${light.glow}"/>`;
  });
  return `<g fill="${wood}"><rect x="${start - 60}" y="${foot - 20}" width="680" height="5"/>${huts.join("")}</g>`;
}
