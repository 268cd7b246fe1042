import { createServer } from "node:http";
import { nodeHandler, stopOnSignal } from "ronda/node";
import { authorize } from "./authorize.ts";
import { PORT } from "./env.ts";
import { pool } from "./pool.ts";
import { ronda } from "./ronda.ts";

await ronda.migrate(); // Ronda's own tables; safe when ten processes start at once
ronda.startScheduler(); // or ronda.startPatrol(), where a crontab triggers the jobs

const server = createServer(
  nodeHandler((request) => {
    const { pathname } = new URL(request.url);
    if (/^\/ronda(\/|$)/.test(pathname)) return ronda.page(request, { authorize });
    const [, job] = /^\/api\/cron\/([^/]+)$/.exec(pathname) ?? [];
    return job ? ronda.handle(request, job) : new Response("The shop is open.");
  }),
);
server.listen(Number(PORT), () => console.log(`listening on port ${PORT}`));
stopOnSignal(ronda, { server, close: () => pool.end() });
