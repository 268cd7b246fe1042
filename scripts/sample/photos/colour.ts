/** Colours are `#rrggbb`. */
export type Colour = string;
export type Rgb = [number, number, number];

export function rgb(colour: Colour): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

export function blend(from: Rgb, to: Rgb, share: number): Rgb {
  const part = Math.min(1, Math.max(0, share));
  return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part, from[2] + (to[2] - from[2]) * part];
}

/** `share` 0 gives `from`, 1 gives `to`. */
export function mix(from: Colour, to: Colour, share: number): Colour {
  return `#${blend(rgb(from), rgb(to), share)
    .map((part) => Math.round(part).toString(16).padStart(2, "0"))
    .join("")}`;
}
