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

/** Whoever has no session is mostly sent what was drawn for another a moment ago. */
const target = 0.5;

/** How often the first byte of a static page has come by the time that the first of ours is there, one request at a time. */
const firstByteTarget = 1 / 1.5;

/**
 * Of a page that is drawn. Measured: a page of one element that Next makes anew, without a database, reaches a third of the static
 * page. Ours asks the database and has some 400 elements, drawn as markup and sent as a tree once more; three times that cost is enough.
 */
const drawnTarget = 0.1;

/**
 * The front page and a trip's page with the demo's sample data, as somebody without a session gets them and drawn for each
 * request, beside a page of the same size that the same Next made once, at build time. A page of one element, made for each request without a database, shows
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
      rows.push(...(await measure({ name, ours: url, still: `${peer}/still/${key}`, anew: `${peer}/anew/${key}` })));
    }
    return rows;
  } finally {
    reference.process.kill();
    await once(reference.process, "exit");
    await stopServer();
  }
}

type Urls = { name: string; ours: string; still: string; anew: string };

async function measure({ name, ...urls }: Urls): Promise<Row[]> {
  let asked = 0;
  // No two requests for the same address: nothing is kept for the next.
  const drawn = () => `${urls.ours}?n=${asked++}`;
  const kinds = {
    ours: { url: urls.ours, atOnce },
    drawn: { url: drawn, atOnce },
    still: { url: urls.still, atOnce },
    anew: { url: urls.anew, atOnce },
    oursAlone: { url: urls.ours, atOnce: 1 },
    stillAlone: { url: urls.still, atOnce: 1 },
  };
  type Kind = keyof typeof kinds;
  const loads: Record<Kind, Load[]> = { ours: [], drawn: [], still: [], anew: [], oursAlone: [], stillAlone: [] };
  // The first round warms caches and the compiler up.
  for (let round = 0; round <= rounds; round++)
    for (const [kind, { url, atOnce }] of Object.entries(kinds)) {
      const measured = await load(url, { atOnce, ms: roundMs });
      if (round > 0) loads[kind as Kind].push(measured);
    }
  const rate = (kind: Kind) => median(loads[kind].map((one) => one.perSecond));
  const figure = (kind: Kind) =>
    `${perSecond(rate(kind))}, p99 ${median(loads[kind].map((one) => one.p99Ms)).toFixed(0)} ms`;
  const firstByteMs = (kind: Kind) => median(loads[kind].map((one) => one.firstByteMs));
  const kilobytes = async (url: string) => `${Math.round((await bytesOf(url)) / 1000)} kB`;
  const reference = `static Next page of ${await kilobytes(urls.still)}`;
  const row = (words: string, ratio: number, least: number) => ({
    work: `${name} of ${words}`,
    ratio,
    target: `≥ ${least.toFixed(2)}`,
    met: ratio >= least,
  });
  const size = await kilobytes(urls.ours);
  return [
    {
      ...row(`${size}, ${atOnce} at a time`, rate("ours") / rate("still"), target),
      reference,
      referenceFigure: figure("still"),
      ours: figure("ours"),
    },
    {
      ...row(`${size}, drawn for each, ${atOnce} at a time`, rate("drawn") / rate("still"), drawnTarget),
      reference: `${reference} (made anew, one element: ${figure("anew")})`,
      referenceFigure: figure("still"),
      ours: figure("drawn"),
    },
    {
      ...row(
        `${size}, first byte, one at a time`,
        firstByteMs("stillAlone") / firstByteMs("oursAlone"),
        firstByteTarget,
      ),
      reference,
      referenceFigure: `${firstByteMs("stillAlone").toFixed(2)} ms`,
      ours: `${firstByteMs("oursAlone").toFixed(2)} ms`,
    },
  ];
}
