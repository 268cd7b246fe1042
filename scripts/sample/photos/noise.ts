import type { Random } from "#scripts/sample/random.ts";

/** Smooth random hills: the same place always has the same height, in [-1, 1]. */
export type Noise = (x: number, y?: number) => number;

const size = 64;

/** Value noise over a lattice of its own, with `octaves` of finer and finer detail on top of each other. */
export function noise(random: Random, octaves = 5): Noise {
  const lattice = Float64Array.from({ length: size * size }, () => random.between(-1, 1));
  const at = (column: number, row: number) => lattice[(row & (size - 1)) * size + (column & (size - 1))] as number;
  const smooth = (x: number, y: number) => {
    const left = Math.floor(x);
    const top = Math.floor(y);
    const right = ease(x - left);
    const down = ease(y - top);
    const above = at(left, top) + (at(left + 1, top) - at(left, top)) * right;
    const below = at(left, top + 1) + (at(left + 1, top + 1) - at(left, top + 1)) * right;
    return above + (below - above) * down;
  };
  return (x, y = 0) => {
    let sum = 0;
    let weight = 1;
    let total = 0;
    let scale = 1;
    for (let octave = 0; octave < octaves; octave++) {
      sum += smooth(x * scale + octave * 17, y * scale + octave * 29) * weight;
      total += weight;
      weight *= 0.5;
      scale *= 2.03;
    }
    return sum / total;
  };
}

function ease(part: number): number {
  return part * part * (3 - 2 * part);
}
