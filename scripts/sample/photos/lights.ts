import type { Light } from "./sky.ts";

/** The hours at which people take these pictures. */
export const lights = {
  dawn: {
    sky: ["#2b4a7e", "#6d83b4", "#e2a99a", "#ffd3a1"],
    glow: "#ffb26b",
    haze: "#f0c3a8",
    ground: "#1d2440",
    green: "#34463f",
    water: ["#c99a94", "#2c3f63"],
  },
  gold: {
    sky: ["#5d8db8", "#a9c3cf", "#f6dcae", "#ffe6b5"],
    glow: "#ffc773",
    haze: "#f3d9ae",
    ground: "#2b3324",
    green: "#5c7332",
    water: ["#a9b79f", "#23545c"],
  },
  morning: {
    sky: ["#3f86c2", "#7fb5dc", "#c5dfec", "#eef3ea"],
    glow: "#fff0c9",
    haze: "#cfe1ea",
    ground: "#20402f",
    green: "#3f7a45",
    water: ["#7cc9cb", "#136a80"],
  },
  noon: {
    sky: ["#1d73b8", "#4d9fd6", "#9dd0ea", "#d8eef3"],
    glow: "#fffbe6",
    haze: "#bfe0ec",
    ground: "#174a38",
    green: "#2f8050",
    water: ["#4fd0c4", "#0b7f9b"],
  },
  dusk: {
    sky: ["#28295c", "#5b4a86", "#c46e84", "#ff9e74"],
    glow: "#ff8a5c",
    haze: "#d98c8a",
    ground: "#171530",
    green: "#2c2f45",
    water: ["#a9627d", "#1f2250"],
  },
  cloudy: {
    sky: ["#7d97a8", "#a5b8c0", "#ccd6d6", "#e5e8e0"],
    glow: "#fff3d8",
    haze: "#d3dcda",
    ground: "#1f3a33",
    green: "#3b6a4d",
    water: ["#a7bfc0", "#31606b"],
  },
} as const satisfies Record<string, Light>;

export type LightName = keyof typeof lights;
