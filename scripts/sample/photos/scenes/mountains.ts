import { mix } from "#scripts/sample/photos/colour.ts";
import { noise } from "#scripts/sample/photos/noise.ts";
import {
  faded,
  folds,
  grass,
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

/** Range behind range, each paler than the one before it, above a sea of clouds. */
export function ridges(random: Random, light: Light): Scene {
  const parts: string[] = [];
  const ranges = 6;
  for (let range = 0; range < ranges; range++) {
    const near = range / (ranges - 1);
    const line = skyline(random, {
      base: 470 + range * 98,
      reach: 120 + near * 60,
      bumps: 2.2 + near * 1.6,
      sharp: 0.9 - near * 0.4,
    });
    const top = faded(light.ground, light.haze, 0.86 - near * 0.86);
    parts.push(ground(line, { top, bottom: mix(top, light.haze, 0.72 - near * 0.6), depth: 330 }));
    parts.push(folds(random, line, mix(top, light.glow, 0.5), { length: 60 + near * 70, opacity: 0.13, lean: 1 }));
    if (range === 2 || range === 3) parts.push(mist(random, 640 + range * 60, light.haze, 60, 0.7));
    if (range > 3)
      parts.push(
        woods(
          random,
          line,
          { top: mix(top, light.green, 0.35), bottom: top },
          { size: range * 5, rows: 6, pointed: true },
        ),
      );
  }
  const meadow = skyline(random, { base: 985, reach: 40, bumps: 1.4 });
  const dark = mix(light.ground, light.green, 0.35);
  parts.push(
    ground(meadow, { top: dark, bottom: mix(dark, "#000000", 0.4), depth: 120 }),
    grass(random, meadow, dark, 26),
  );
  if (random.chance(0.6)) parts.push(camp(random, meadow, light));
  return { sun: { x: random.between(0.25, 0.75), y: 0.4 }, horizon: 0.62, clouds: 0.45, layers: parts.join("") };
}

/** A volcano with its plume over a caldera full of mist. */
export function volcano(random: Random, light: Light): Scene {
  const peak = { x: random.between(0.36, 0.64) * width, y: random.between(255, 320) };
  const rough = noise(random, 6);
  const cone: Line = (x) => {
    const away = Math.abs(x - peak.x);
    const crater = away < 46 ? (46 - away) * 0.22 : 0;
    return (
      peak.y +
      crater +
      640 * (1 - Math.exp(-Math.max(0, away - 30) / 430)) +
      rough(x / 60) * Math.min(26, 4 + away / 14)
    );
  };
  const far = skyline(random, { base: 540, reach: 150, bumps: 2.2, sharp: 0.8 });
  const rim = skyline(random, { base: 800, reach: 110, bumps: 2.4, sharp: 0.7 });
  const front = skyline(random, { base: 950, reach: 170, bumps: 1.5, sharp: 0.3 });
  const body = faded(light.ground, light.haze, 0.4);
  const middle = faded(light.ground, light.haze, 0.18);
  const layers = [
    ground(far, { top: faded(light.ground, light.haze, 0.78), bottom: light.haze, depth: 220 }),
    plume(random, peak.x, peak.y, light),
    ground(cone, { top: body, bottom: mix(body, light.haze, 0.85), depth: 520 }),
    folds(random, cone, mix(body, light.glow, 0.75), { length: 190, opacity: 0.2, lean: 1, step: 11 }),
    folds(random, cone, mix(body, "#000010", 0.5), { length: 200, opacity: 0.2, lean: -1, step: 12 }),
    mist(random, 700, light.haze, 150, 0.9),
    ground(rim, { top: middle, bottom: mix(middle, light.haze, 0.5), depth: 280 }),
    folds(random, rim, mix(middle, light.glow, 0.6), { length: 110, opacity: 0.16, lean: 1, step: 12 }),
    mist(random, 860, light.haze, 46, 0.6),
    ground(front, { top: mix(light.ground, light.green, 0.3), bottom: mix(light.ground, "#000000", 0.45), depth: 220 }),
    woods(
      random,
      front,
      { top: mix(light.ground, light.green, 0.5), bottom: mix(light.ground, "#000000", 0.3) },
      { size: 26, rows: 8, pointed: true },
    ),
  ];
  return { sun: { x: random.chance(0.5) ? 0.16 : 0.86, y: 0.42 }, horizon: 0.6, clouds: 0.35, layers: layers.join("") };
}

/** Grass hills that fold into each other, one lone tree. */
export function savanna(random: Random, light: Light): Scene {
  const parts: string[] = [];
  const hills = 6;
  let nearest: Line = () => height;
  for (let hill = 0; hill < hills; hill++) {
    const near = hill / (hills - 1);
    nearest = skyline(random, {
      base: 510 + hill * 92,
      reach: 170 - near * 50,
      bumps: 1.4 + random.between(0, 1.2),
      sharp: 0.25,
    });
    const top = faded(mix(light.green, light.glow, 0.5), light.haze, 0.7 - near * 0.7);
    parts.push(ground(nearest, { top, bottom: mix(top, light.ground, 0.5 + near * 0.3), depth: 240 }));
    parts.push(folds(random, nearest, light.ground, { length: 120, opacity: 0.1, lean: -1, step: 18 }));
  }
  const blade = mix(light.green, light.ground, 0.5);
  const x = random.pick([0.24, 0.74]) * width;
  parts.push(
    acacia(random, x, nearest(x) + 8, 210, mix(light.ground, "#000000", 0.2)),
    grass(random, (at) => nearest(at) + 40, blade, 36),
  );
  parts.push(grass(random, () => height, mix(blade, "#000000", 0.3), 70));
  return { sun: { x: 1 - x / width, y: 0.36 }, horizon: 0.56, clouds: 0.35, layers: parts.join("") };
}

function plume(random: Random, x: number, y: number, light: Light): string {
  const drift = random.pick([-1, 1]);
  const puffs = Array.from({ length: 46 }, (_, index) => {
    const part = index / 45;
    const centre = {
      x: x + drift * (part ** 1.5 * 330 + random.between(-14, 14)),
      y: y + 8 - part * 190 + random.between(-12, 12),
    };
    const size = 14 + part * 62 * random.between(0.7, 1.2);
    const colour = mix(light.haze, random.chance(0.5) ? "#ffffff" : light.glow, random.between(0.1, 0.5));
    return `<ellipse cx="${centre.x.toFixed(0)}" cy="${centre.y.toFixed(0)}" rx="${(size * 1.25).toFixed(0)}" ry="${(size * 0.8).toFixed(0)}" fill="${colour}" opacity="${(0.3 - part * 0.22).toFixed(2)}"/>`;
  });
  return puffs.join("");
}

function camp(random: Random, line: Line, light: Light): string {
  const middle = random.between(0.2, 0.8) * width;
  return [0, 1, 2]
    .map((index) => {
      const x = middle + (index - 1) * random.between(85, 120);
      const [y, size] = [line(x) + 6, random.between(30, 42)];
      const cloth = mix(random.pick(["#e8734a", "#f0b429", "#2f8f83"]), light.ground, 0.25);
      return `<path d="M${x - size},${y} Q${x - size * 0.5},${y - size} ${x},${y - size} Q${x + size * 0.5},${y - size} ${x + size},${y}z" fill="${cloth}"/><path d="M${x - size * 0.1},${y} L${x},${y - size} L${x + size * 0.32},${y}z" fill="${mix(light.glow, "#fff2cc", 0.4)}" opacity="0.85"/>`;
    })
    .join("");
}

function acacia(random: Random, x: number, y: number, tall: number, colour: string): string {
  const crown = Array.from({ length: 26 }, () => {
    const out = random.between(-1, 1);
    const cy = y - tall * (0.86 + 0.2 * (1 - out * out)) + random.between(-10, 14);
    return `<ellipse cx="${(x + out * tall * 0.56).toFixed(0)}" cy="${cy.toFixed(0)}" rx="${random.between(26, 52).toFixed(0)}" ry="${random.between(12, 22).toFixed(0)}"/>`;
  });
  const trunk = `<path d="M${x - 9},${y} Q${x - 2},${y - tall * 0.5} ${x - tall * 0.3},${y - tall * 0.9} l8,2 Q${x + 6},${y - tall * 0.6} ${x + 4},${y - tall * 0.5} Q${x + 14},${y - tall * 0.7} ${x + tall * 0.32},${y - tall * 0.9} l6,6 Q${x + 20},${y - tall * 0.5} ${x + 11},${y}z"/>`;
  return `<g fill="${colour}">${trunk}${crown.join("")}</g>`;
}
