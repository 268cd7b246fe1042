import Fastify from "fastify";
import { nodeHandler, stopOnSignal } from "ronda/node";
import { PORT } from "./env.ts";
import { pool } from "./pool.ts";
import { ronda } from "./ronda.ts";

await ronda.migrate(); // Ronda's own tables; safe when ten processes start at once
ronda.startScheduler(); // or ronda.startPatrol(), where a crontab triggers the jobs

const app = Fastify();
app.get("/", () => "The shop is open.");
app.register(async (cron) => {
  // Bodies stay unread in this plugin: Ronda reads its own.
  cron.removeAllContentTypeParsers();
  cron.addContentTypeParser("*", (_request, _body, done) => done(null));
  cron.all<{ Params: { job: string } }>("/api/cron/:job", (request, reply) => {
    reply.hijack();
    return nodeHandler((cronRequest) => ronda.handle(cronRequest, request.params.job))(request.raw, reply.raw);
  });
});

await app.listen({ port: Number(PORT) });
console.log(`listening on port ${PORT}`);
stopOnSignal(ronda, { server: app.server, close: () => app.close().then(() => pool.end()) });
