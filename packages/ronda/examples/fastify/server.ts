import Fastify from "fastify";
import { nodeHandler, stopOnSignal } from "ronda/node";
import { authorize } from "./authorize.ts";
import { PORT } from "./env.ts";
import { pool } from "./pool.ts";
import { ronda } from "./ronda.ts";

await ronda.migrate(); // Ronda's own tables; safe when ten processes start at once
ronda.startScheduler(); // or ronda.startPatrol(), where a crontab triggers the jobs

const app = Fastify();
app.get("/", () => "The shop is open.");
app.register(async (own) => {
  // Bodies stay unread in this plugin: Ronda reads its own.
  own.removeAllContentTypeParsers();
  own.addContentTypeParser("*", (_request, _body, done) => done(null));
  own.all<{ Params: { job: string } }>("/api/cron/:job", ({ params, raw }, reply) => {
    reply.hijack();
    return nodeHandler((request) => ronda.handle(request, params.job))(raw, reply.raw);
  });
  for (const path of ["/ronda", "/ronda/*"]) {
    own.all(path, ({ raw }, reply) => {
      reply.hijack();
      return nodeHandler((request) => ronda.page(request, { authorize }))(raw, reply.raw);
    });
  }
});

await app.listen({ port: Number(PORT) });
console.log(`listening on port ${PORT}`);
stopOnSignal(ronda, { server: app.server, close: () => app.close().then(() => pool.end()) });
