import { expect, it } from "vitest";
import { partsOf } from "./with-jobs.tsx";

it.each([
  [
    "Periksa job auto-complete-trips.",
    [{ text: "Periksa job " }, { job: "auto-complete-trips", text: "" }, { text: "." }],
  ],
  ["Jalankan `money-reconcile` lagi", [{ text: "Jalankan " }, { job: "money-reconcile", text: "" }, { text: " lagi" }]],
  ["`npx ronda run prune`, prunes", [{ text: "`npx ronda run prune`" }, { text: ", prunes" }]],
  ["prune", [{ job: "prune", text: "" }]],
  ["tanpa nama", [{ text: "tanpa nama" }]],
])("%s", (sentence, parts) => {
  expect(partsOf(sentence)).toEqual(parts);
});
