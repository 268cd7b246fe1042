import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { SetupError } from "./ensure/setup-error.mjs";
import { check, deploying, putInPlace } from "./release/deployment.ts";
import { makeRelease } from "./release/make.ts";
import { runInForeground } from "./release/programs.ts";

/**
 * `npm run deploy`: brings the commit that is checked out here into service. Checks first, builds in a folder of its own,
 * migrates, tries the release out, lets PM2 replace its processes one by one, and goes back by itself when they are not
 * ready. May be repeated, and killed at any moment. `-- --built <folder>` takes what another machine has built.
 */
const { values } = parseArgs({ options: { built: { type: "string" } } });

await deploying("npm run deploy", async (deployment) => {
  const { root, home } = deployment;
  const built = values.built && resolve(process.env.INIT_CWD ?? process.cwd(), values.built);
  const release = await makeRelease({ root, home, built: built || undefined, now: new Date() });
  await check(release.folder);
  console.log("Migrating the database …");
  if (await runInForeground(process.execPath, ["scripts/migrate.ts"], release.folder)) {
    throw new SetupError(
      `The migrations of release ${release.id} failed, and all of them were undone. What served goes on serving, on the tables as they were.`,
    );
  }
  await putInPlace(deployment, release);
  console.log(`Release ${release.id} serves. To go back: npm run rollback`);
});
