import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { stopOnSignal } from "ronda/node";
import { authorize } from "./authorize.ts";
import { PORT } from "./env.ts";
import { pool } from "./pool.ts";
import { ronda } from "./ronda.ts";

await ronda.migrate(); // Ronda's own tables; safe when ten processes start at once
ronda.startScheduler(); // or ronda.startPatrol(), where a crontab triggers the jobs

const app = new Hono();
app.get("/", (context) => context.text("The shop is open."));
app.all("/api/cron/:job", (context) => ronda.handle(context.req.raw, context.req.param("job")));
app.all("/ronda/*", (context) => ronda.page(context.req.raw, { authorize }));

const server = serve({ fetch: app.fetch, port: Number(PORT) }, () => console.log(`listening on port ${PORT}`));
stopOnSignal(ronda, { server, close: () => pool.end() });
