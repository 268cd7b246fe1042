import { expect, it } from "vitest";
import { takingTurns } from "./turns.ts";

it("what each prints stands together, the first as it comes, the next ones from their beginning", () => {
  let heard = "";
  const speaker = takingTurns((chunk) => {
    heard += chunk;
  });
  const [unit, build] = [speaker(), speaker()];
  unit.write("unit 1, ");
  build.write("build 1, ");
  unit.write("unit 2, ");
  expect(heard).toBe("unit 1, unit 2, ");
  build.write("build 2, ");
  build.end();
  const app = speaker();
  app.write("app 1, ");
  expect(heard).toBe("unit 1, unit 2, ");
  unit.end();
  expect(heard).toBe("unit 1, unit 2, build 1, build 2, app 1, ");
  app.write("app 2");
  app.end();
  expect(heard).toBe("unit 1, unit 2, build 1, build 2, app 1, app 2");
});
