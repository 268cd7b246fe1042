import { once } from "node:events";
import { loadSampleData } from "#scripts/sample/load.ts";
import { startServer } from "#tests/browser/server.ts";
import { freePort } from "#tests/free-port.ts";
import { type BenchContext, median, perSecond, type Row } from "./bench.ts";
import { bytesOf, type Load, load } from "./http-load.ts";
import { buildNextApp, serveNextApp } from "./next-app.ts";
import { publicPages } from "./public-pages.ts";

const rounds = 5;
const roundMs = 3_000;
const atOnce = 8;

/**
 * Measured: a page of one element that Next makes anew, without a database, reaches a third of the static page. Ours asks
 * the database and has some 400 elements, drawn as markup and sent as a tree once more; three times that cost is enough.
 */
const target = 0.1;

/**
 * The front page and a trip's page, made for each request with the demo's sample data, beside a page of the same size
 * that the same Next made once, at build time. A page of one element, made for each request without a database, shows
 * what Next itself takes.
 */
export async function bench({ folder, say }: BenchContext): Promise<Row[]> {
  const port = await freePort();
  Object.assign(process.env, { PORT: String(port), APP_URL: `http://localhost:${port}` });
  say("making sample trips with their photos");
  await loadSampleData({ now: new Date(), dataDir: folder });
  const stopServer = await startServer();
  const pages = (await publicPages()).map((page) => ({ ...page, url: `http://127.0.0.1:${port}${page.path}` }));
  const [home, trip] = await Promise.all(pages.map(({ url }) => bytesOf(url)));
  say("building the Next app with pages of the same sizes");
  const sizes = { PAGE_BYTES_HOME: String(home), PAGE_BYTES_TRIP: String(trip) };
  buildNextApp(sizes);
  const reference = await serveNextApp(sizes);
  try {
    const rows: Row[] = [];
    for (const { name, key, url } of pages) {
      say(`${name}, ${atOnce} at a time`);
      const peer = `http://127.0.0.1:${reference.port}`;
      rows.push(await measure({ name, ours: url, still: `${peer}/still/${key}`, anew: `${peer}/anew/${key}` }));
    }
    return rows;
  } finally {
    reference.process.kill();
    await once(reference.process, "exit");
    await stopServer();
  }
}

type Urls = { name: string; ours: string; still: string; anew: string };

async function measure({ name, ...urls }: Urls): Promise<Row> {
  const loads: Record<keyof typeof urls, Load[]> = { ours: [], still: [], anew: [] };
  const kinds = Object.keys(urls) as (keyof typeof urls)[];
  // The first round warms caches and the compiler up.
  for (let round = 0; round <= rounds; round++)
    for (const kind of kinds) {
      const measured = await load(urls[kind], { atOnce, ms: roundMs });
      if (round > 0) loads[kind].push(measured);
    }
  const rate = (kind: keyof typeof urls) => median(loads[kind].map((one) => one.perSecond));
  const figure = (kind: keyof typeof urls) =>
    `${perSecond(rate(kind))}, p99 ${median(loads[kind].map((one) => one.p99Ms)).toFixed(0)} ms`;
  const ratio = rate("ours") / rate("still");
  const kilobytes = Math.round((await bytesOf(urls.still)) / 1000);
  return {
    work: `${name} of ${Math.round((await bytesOf(urls.ours)) / 1000)} kB, ${atOnce} at a time`,
    reference: `static Next page of ${kilobytes} kB (made anew, one element: ${figure("anew")})`,
    referenceFigure: figure("still"),
    ours: figure("ours"),
    ratio,
    target: `≥ ${target}`,
    met: ratio >= target,
  };
}
