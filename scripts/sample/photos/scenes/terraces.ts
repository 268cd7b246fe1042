import { mix } from "#scripts/sample/photos/colour.ts";
import { noise } from "#scripts/sample/photos/noise.ts";
import { faded, grass, ground, type Line, mist, palm, skyline, width, woods } from "#scripts/sample/photos/shapes.ts";
import type { Light } from "#scripts/sample/photos/sky.ts";
import type { Random } from "#scripts/sample/random.ts";
import type { Scene } from "./scene.ts";

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

function sprouts(random: Random, line: Line, near: number, colour: string): string {
  const dots = Array.from({ length: 150 }, () => {
    const x = random.between(0, width);
    const y = line(x) + random.between(2, 10 + near * 40);
    return `M${x.toFixed(0)},${y.toFixed(0)} v${(-2 - near * 7).toFixed(1)}`;
  });
  return `<path d="${dots.join("")}" stroke="${colour}" stroke-width="${(1 + near * 1.6).toFixed(1)}" opacity="0.55"/>`;
}
