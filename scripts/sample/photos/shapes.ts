import type { Random } from "#scripts/sample/random.ts";
import { type Colour, mix } from "./colour.ts";
import { noise } from "./noise.ts";

/** The size of a photo, in pixels. */
export const width = 1600;
export const height = 1066;

/** A line across the picture: how high up (smaller is higher) it stands at `x`. */
export type Line = (x: number) => number;

let gradients = 0;

/** A fill that runs from `top` at height `from` to `bottom` at height `to`. */
export function gradient(
  top: Colour,
  bottom: Colour,
  from: number,
  to: number,
  opacity = [1, 1],
): { defs: string; fill: string } {
  gradients += 1;
  const id = `g${gradients}`;
  return {
    fill: `url(#${id})`,
    defs: `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="${from}" y2="${to}"><stop offset="0" stop-color="${top}" stop-opacity="${opacity[0]}"/><stop offset="1" stop-color="${bottom}" stop-opacity="${opacity[1]}"/></linearGradient>`,
  };
}

/** A skyline of hills: `reach` is how far they rise, `bumps` how many there are, `sharp` turns hills into crests. */
export function skyline(random: Random, options: { base: number; reach: number; bumps: number; sharp?: number }): Line {
  const { base, reach, bumps, sharp = 0 } = options;
  const heights = noise(random, 7);
  const crests = noise(random, 6);
  const offset = random.between(0, 40);
  return (x) => {
    const at = (x / width) * bumps + offset;
    const crest = 1 - Math.abs(crests(at * 1.3)) * 2;
    return base - reach * (heights(at) * (1 - sharp * 0.5) + crest * sharp * 0.5);
  };
}

/** The ground under a line, filled from `top` to `bottom` over `depth` pixels: far ground fades into its own mist. */
export function ground(line: Line, colours: { top: Colour; bottom: Colour; depth: number }, down = height): string {
  const points = Array.from({ length: 401 }, (_, step) => {
    const x = step * 4;
    return `${x},${line(x).toFixed(1)}`;
  });
  const highest = Math.min(...Array.from({ length: 101 }, (_, step) => line(step * 16)));
  const { defs, fill } = gradient(colours.top, colours.bottom, highest, highest + colours.depth);
  return `${defs}<polygon points="0,${down} ${points.join(" ")} 1600,${down}" fill="${fill}"/>`;
}

/** The sunlit side of the crests: thin slanting strokes below a line, which give a slope its folds. */
export function folds(
  random: Random,
  line: Line,
  colour: Colour,
  options: { length: number; opacity: number; lean: number; step?: number },
): string {
  const strokes: string[] = [];
  for (let x = -20; x < width + 20; x += random.between(4, options.step ?? 16)) {
    const slope = line(x + 8) - line(x - 8);
    if (slope * options.lean < 0.4) continue;
    const top = line(x) + random.between(1, 10);
    const length = options.length * random.between(0.25, 1) * Math.min(1.4, 0.4 + Math.abs(slope) / 8);
    const sway = options.lean * length * random.between(0.15, 0.6);
    const spread = random.between(3, 13);
    strokes.push(
      `M${x.toFixed(0)},${top.toFixed(0)} l${sway.toFixed(0)},${length.toFixed(0)} l${(-spread).toFixed(0)},${(length * 0.1).toFixed(0)}z`,
    );
  }
  return `<path d="${strokes.join("")}" fill="${colour}" opacity="${options.opacity}"/>`;
}

/** A bank of mist that lies at `y`: a soft wavy band. */
export function mist(random: Random, y: number, colour: Colour, thickness: number, opacity: number): string {
  const wave = skyline(random, { base: y - thickness * 0.34, reach: thickness * 0.3, bumps: 4 });
  const top = gradient(colour, colour, y - thickness * 0.5, y + thickness * 0.5, [0, opacity]);
  const below = gradient(colour, colour, y + thickness * 0.5, y + thickness * 2.2, [opacity, 0]);
  const band = Array.from({ length: 81 }, (_, step) => `${step * 20},${wave(step * 20).toFixed(0)}`).join(" ");
  const middle = y + thickness * 0.5;
  return `${top.defs}${below.defs}<polygon points="0,${middle} ${band} 1600,${middle}" fill="${top.fill}"/><rect y="${middle}" width="1600" height="${thickness * 1.7}" fill="${below.fill}"/>`;
}

/** Light on water: short flat strokes, closer together under the sun. */
export function glints(
  random: Random,
  options: { from: number; to: number; sun: number; colour: Colour; count: number },
): string {
  const strokes = Array.from({ length: options.count }, () => {
    const depth = random.fraction() ** 1.6;
    const y = options.from + depth * (options.to - options.from);
    const drift = (random.fraction() + random.fraction() + random.fraction() - 1.5) * (140 + depth * 520);
    const x = random.chance(0.62) ? options.sun * width + drift : random.between(0, width);
    const length = (6 + depth * 60) * random.between(0.4, 1.5);
    return `<ellipse cx="${x.toFixed(0)}" cy="${y.toFixed(1)}" rx="${length.toFixed(0)}" ry="${(0.6 + depth * 1.9).toFixed(1)}" opacity="${random.between(0.12, 0.5).toFixed(2)}"/>`;
  });
  return `<g fill="${options.colour}">${strokes.join("")}</g>`;
}

/** Trees along a line: small dark crowns, so that a slope reads as forest. */
export function forest(
  random: Random,
  line: Line,
  colour: Colour,
  options: { size: number; density: number; pointed?: boolean },
): string {
  const trees: string[] = [];
  for (let x = -20; x < width + 20; x += (options.size / options.density) * random.between(0.3, 1)) {
    const tall = options.size * random.between(0.55, 1.35);
    const y = line(x) + options.size * 0.35;
    const half = tall * (options.pointed ? 0.2 : 0.42);
    trees.push(
      options.pointed
        ? `M${x.toFixed(0)},${(y - tall * 1.5).toFixed(0)} l${half.toFixed(1)},${(tall * 1.6).toFixed(1)} h${(-half * 2).toFixed(1)}z`
        : `M${(x - half).toFixed(1)},${y.toFixed(1)} q${(half * 0.1).toFixed(1)},${(-tall).toFixed(1)} ${half.toFixed(1)},${(-tall * 0.9).toFixed(1)} q${(half * 0.9).toFixed(1)},${(-tall * 0.05).toFixed(1)} ${half.toFixed(1)},${(tall * 0.9).toFixed(1)}z`,
    );
  }
  return `<path d="${trees.join("")}" fill="${colour}"/>`;
}

/** A wooded slope: rows of crowns down from a line, each row a little different in tone. */
export function woods(
  random: Random,
  line: Line,
  colours: { top: Colour; bottom: Colour },
  options: { size: number; rows: number; pointed?: boolean },
): string {
  const rows = Array.from({ length: options.rows }, (_, row) => {
    const tone = mix(colours.top, colours.bottom, row / options.rows + (row % 2 ? 0.12 : -0.04));
    const down: Line = (x) => line(x) + row * options.size * 0.78;
    return forest(random, down, tone, {
      size: options.size * (1 + row * 0.05),
      density: 2.1,
      pointed: options.pointed,
    });
  });
  return rows.join("");
}

/** A coconut palm that stands at (x, y), leaning by `lean` of its height. */
export function palm(random: Random, x: number, y: number, tall: number, lean: number, colour: Colour): string {
  const top = { x: x + tall * lean, y: y - tall };
  const thick = tall * 0.022;
  const bend = { x: x + tall * lean * 0.18, y: y - tall * 0.55 };
  const trunk = `M${x - thick * 1.2},${y} Q${bend.x - thick * 0.4},${bend.y} ${top.x - thick * 0.45},${top.y} l${thick * 0.9},0 Q${bend.x + thick * 1.2},${bend.y} ${x + thick * 1.2},${y}z`;
  const leaves = Array.from({ length: 15 }, (_, index) =>
    frond(random, top, tall, Math.PI * (0.94 + (index / 14) * 1.12)),
  );
  const nuts = [-1, 0, 1].map(
    (side) => `<circle cx="${top.x + side * thick * 1.3}" cy="${top.y + thick * 1.2}" r="${thick * 0.9}"/>`,
  );
  return `<g fill="${colour}"><path d="${trunk}${leaves.join("")}"/>${nuts.join("")}</g>`;
}

/** One leaf: a curved rib with leaflets that hang from it. */
function frond(random: Random, top: { x: number; y: number }, tall: number, angle: number): string {
  const length = tall * random.between(0.33, 0.43);
  const [out, up] = [Math.cos(angle) * length, Math.sin(angle) * length];
  const control = { x: top.x + out * 0.55, y: top.y + up * 0.85 - length * 0.16 };
  const end = { x: top.x + out * 1.02, y: top.y + up * 0.5 + length * random.between(0.24, 0.42) };
  const rib = (part: number) => ({
    x: (1 - part) ** 2 * top.x + 2 * part * (1 - part) * control.x + part ** 2 * end.x,
    y: (1 - part) ** 2 * top.y + 2 * part * (1 - part) * control.y + part ** 2 * end.y,
  });
  const leaflets = Array.from({ length: 17 }, (_, index) => {
    const part = 0.1 + (index / 16) * 0.9;
    const [from, next] = [rib(part - 0.05), rib(part)];
    const hang = length * 0.26 * Math.sin(Math.PI * Math.min(1, part * 0.8 + 0.16)) * random.between(0.75, 1.1);
    return `M${from.x.toFixed(1)},${(from.y - 1).toFixed(1)} L${next.x.toFixed(1)},${next.y.toFixed(1)} L${(next.x + (next.x - from.x) * 1.1).toFixed(1)},${(next.y + hang).toFixed(1)}z`;
  });
  const line = `M${top.x.toFixed(1)},${top.y.toFixed(1)} Q${control.x.toFixed(1)},${control.y.toFixed(1)} ${end.x.toFixed(1)},${end.y.toFixed(1)} Q${control.x.toFixed(1)},${(control.y + tall * 0.012).toFixed(1)} ${top.x.toFixed(1)},${(top.y + tall * 0.016).toFixed(1)}z`;
  return `${line}${leaflets.join("")}`;
}

/** A sailing ship with two masts, seen from the side; `size` is its length. */
export function phinisi(x: number, y: number, size: number, hull: Colour, sail: Colour): string {
  const at = (part: number, up: number) => `${(x + part * size).toFixed(1)},${(y - up * size).toFixed(1)}`;
  const sails = [
    `M${at(-0.12, 0.1)} L${at(-0.1, 0.66)} L${at(-0.4, 0.14)}z`,
    `M${at(0.2, 0.1)} L${at(0.2, 0.72)} L${at(-0.08, 0.12)}z`,
    `M${at(0.23, 0.12)} L${at(0.22, 0.66)} L${at(0.56, 0.17)}z`,
    `M${at(0.26, 0.5)} L${at(0.23, 0.68)} L${at(0.66, 0.2)}z`,
  ];
  const body = `M${at(-0.46, 0.1)} Q${at(-0.4, -0.01)} ${at(-0.3, -0.02)} L${at(0.34, -0.02)} Q${at(0.46, 0)} ${at(0.52, 0.12)} L${at(0.74, 0.19)} L${at(0.5, 0.1)} L${at(-0.2, 0.07)} L${at(-0.24, 0.13)} L${at(-0.44, 0.14)}z`;
  const masts = `M${at(-0.11, 0.06)} L${at(-0.105, 0.72)} l2,0 L${at(-0.1, 0.06)}z M${at(0.205, 0.06)} L${at(0.21, 0.78)} l2,0 L${at(0.215, 0.06)}z`;
  return `<path d="${sails.join("")}" fill="${sail}" opacity="0.94"/><path d="${body}${masts}" fill="${hull}"/><ellipse cx="${x}" cy="${y + size * 0.05}" rx="${size * 0.5}" ry="${size * 0.02}" fill="${hull}" opacity="0.35"/>`;
}

/** A narrow outrigger boat with a person in it; `size` is its length. */
export function outrigger(x: number, y: number, size: number, colour: Colour): string {
  const at = (part: number, up: number) => `${(x + part * size).toFixed(1)},${(y - up * size).toFixed(1)}`;
  const hull = `M${at(-0.5, 0.1)} Q${at(-0.36, -0.03)} ${at(0, -0.03)} Q${at(0.36, -0.03)} ${at(0.5, 0.1)} Q${at(0.3, 0.035)} ${at(0, 0.035)} Q${at(-0.3, 0.035)} ${at(-0.5, 0.1)}z`;
  const person = `M${at(-0.03, 0.03)} q${size * 0.005},${-size * 0.11} ${size * 0.03},${-size * 0.11} q${size * 0.03},0 ${size * 0.035},${size * 0.11}z`;
  const arms = `M${at(-0.22, 0.04)} q${-size * 0.02},${size * 0.05} ${-size * 0.06},${size * 0.075} M${at(0.22, 0.04)} q${size * 0.02},${size * 0.05} ${size * 0.06},${size * 0.075} M${at(-0.42, -0.035)} h${size * 0.84}`;
  return `<path d="${hull}${person}" fill="${colour}"/><circle cx="${x}" cy="${y - size * 0.165}" r="${size * 0.024}" fill="${colour}"/><path d="${arms}" stroke="${colour}" stroke-width="${size * 0.012}" fill="none"/><ellipse cx="${x}" cy="${y + size * 0.06}" rx="${size * 0.5}" ry="${size * 0.022}" fill="${colour}" opacity="0.3"/>`;
}

/** Blades of grass along the lower edge of the picture. */
export function grass(random: Random, line: Line, colour: Colour, tall: number): string {
  const blades: string[] = [];
  for (let x = -10; x < width + 10; x += random.between(2, 6)) {
    const [length, lean] = [tall * random.between(0.3, 1), random.between(-0.35, 0.5)];
    const y = line(x) + 6;
    blades.push(
      `M${x.toFixed(0)},${y.toFixed(0)} q${(length * lean * 0.2).toFixed(1)},${(-length * 0.6).toFixed(1)} ${(length * lean).toFixed(1)},${(-length).toFixed(1)} q${(-length * lean * 0.4).toFixed(1)},${(length * 0.5).toFixed(1)} ${(3.2 - length * lean * 0.6).toFixed(1)},${length.toFixed(1)}z`,
    );
  }
  return `<path d="${blades.join("")}" fill="${colour}"/>`;
}

/** A colour at `distance` 0 (here) to 1 (the horizon): distance fades everything into the haze. */
export function faded(near: Colour, haze: Colour, distance: number): Colour {
  return mix(near, haze, distance ** 0.8);
}
