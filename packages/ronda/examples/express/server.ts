import express from "express";
import { nodeHandler, stopOnSignal } from "ronda/node";
import { authorize } from "./authorize.ts";
import { PORT } from "./env.ts";
import { pool } from "./pool.ts";
import { ronda } from "./ronda.ts";

await ronda.migrate(); // Ronda's own tables; safe when ten processes start at once
ronda.startScheduler(); // or ronda.startPatrol(), where a crontab triggers the jobs

const app = express();
app.use(express.json());
app.get("/", (_, response) => void response.send("The shop is open."));
app.all(
  "/api/cron/:job",
  nodeHandler((request, { params }: express.Request<{ job: string }>) => ronda.handle(request, params.job)),
);
app.use(
  "/ronda",
  nodeHandler((request) => ronda.page(request, { authorize })),
);

const server = app.listen(Number(PORT), (error) => {
  if (error) throw error;
  console.log(`listening on port ${PORT}`);
});
stopOnSignal(ronda, { server, close: () => pool.end() });
