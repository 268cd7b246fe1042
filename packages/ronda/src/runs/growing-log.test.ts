import { expect, it } from "vitest";
import { intercepted, testDatabase } from "../testing/database.ts";
import { testRonda } from "../testing/engine.ts";

const database = testDatabase();

it("the log of a run at work can be read as it grows, and costs no more than a write every two seconds", async () => {
  let beats = 0;
  const pool = intercepted(database.pool, (run, { text }) => {
    if (text.includes(`"heartbeatAt" = now(), "log"`)) beats += 1;
    return run();
  });
  const ronda = await testRonda({ pool }, []);
  const [logged, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const startedMs = performance.now();
  const running = ronda.runCron("bake-bread", async ({ log }) => {
    log.info("the oven is hot");
    await logged.promise;
    for (let loaf = 1; loaf <= 40; loaf++) log.info(`loaf ${loaf} is in`);
    await end.promise;
    return {};
  });
  const shown = async () => {
    const [{ id } = { id: "" }] = await ronda.runs();
    return (await ronda.run(id))?.log.map(({ message }) => message) ?? [];
  };
  await expect.poll(shown).toEqual(["the oven is hot"]);
  logged.resolve();
  await expect.poll(async () => (await shown()).length).toBe(41);
  expect(beats).toBeLessThanOrEqual(1 + (performance.now() - startedMs) / 2000);
  end.resolve();
  await running;
});
