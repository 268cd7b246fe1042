import { context, metrics, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import {
  AggregationTemporality,
  type HistogramMetricData,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { secret, testChannel, testClock, testRonda } from "../testing/engine.ts";
import type { JobOptions } from "../types.ts";
import { instrument } from "./index.ts";

const database = testDatabase();
const clock = testClock("2026-11-23T00:00:00Z");

// The app's own OpenTelemetry, as an SDK registers it.
const exporter = new InMemorySpanExporter();
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
propagation.setGlobalPropagator(new W3CTraceContextPropagator());
trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));
const app = trace.getTracer("the app");

let reader: PeriodicExportingMetricReader;
beforeEach(() => {
  clock.set("2026-11-23T00:00:30Z");
  exporter.reset();
  reader = new PeriodicExportingMetricReader({
    exporter: new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE),
  });
  metrics.disable();
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
});
afterAll(() => {
  context.disable();
  trace.disable();
  metrics.disable();
});

const mails = (run: JobOptions["run"] = () => ({ sent: 2 }), options: Partial<JobOptions> = {}) =>
  defineJob({
    name: "process-email-jobs",
    schedule: "*/5 * * * *",
    description: { id: "Mengirim email", en: "Sends mail" },
    run,
    ...options,
  });

async function instrumented(job = mails(), options: Parameters<typeof testRonda>[2] = {}) {
  const ronda = await testRonda(database, [job], { clock, ...options });
  return Object.assign(ronda, { off: instrument(ronda) });
}

const trigger = (headers: Record<string, string> = {}) =>
  new Request("https://shop.example/api/cron/process-email-jobs", {
    headers: { authorization: `Bearer ${secret}`, ...headers },
  });

const spans = () => exporter.getFinishedSpans();
function spanOf(name: string): ReadableSpan {
  const span = spans().find((candidate) => candidate.name === name);
  if (!span) throw new Error(`there is no span ${name}, only ${spans().map((one) => one.name)}`);
  return span;
}

describe("a run's span", () => {
  it("is named after the job and says which run it was, and what came of it", async () => {
    const ronda = await instrumented();
    await ronda.handle(trigger(), "process-email-jobs");
    const [run] = await ronda.runs();
    const span = spanOf("run process-email-jobs");
    expect(span.kind).toBe(SpanKind.INTERNAL);
    expect(span.status).toEqual({ code: SpanStatusCode.UNSET });
    expect(span.attributes).toEqual({
      "faas.trigger": "timer",
      "faas.invocation_id": run!.id,
      "faas.cron": "*/5 * * * *",
      "faas.time": "2026-11-23T00:00:00.000Z",
      "ronda.job.name": "process-email-jobs",
      "ronda.run.id": run!.id,
      "ronda.run.trigger": "schedule",
      "ronda.run.caller": "http",
      "ronda.run.lateness": 30,
      "ronda.run.status": "SUCCESS",
    });
  });

  it("has the job's own spans as children, also those after an await", async () => {
    const job = mails(async () => {
      app.startSpan("before").end();
      await new Promise((resolve) => setImmediate(resolve));
      app.startSpan("after").end();
      return {};
    });
    const ronda = await instrumented(job);
    await ronda.runCron(job.name);
    const run = spanOf("run process-email-jobs");
    for (const name of ["before", "after"]) {
      expect(spanOf(name).parentSpanContext?.spanId).toBe(run.spanContext().spanId);
    }
  });

  it("records the exception of a run that failed, without its secrets", async () => {
    const job = mails(() => {
      throw new TypeError(`refused: Bearer ${secret}`);
    });
    const ronda = await instrumented(job);
    await ronda.runCron(job.name);
    const span = spanOf("run process-email-jobs");
    expect(span.status).toEqual({ code: SpanStatusCode.ERROR, message: "refused: Bearer [redacted]" });
    expect(span.attributes).toMatchObject({ "ronda.run.status": "FAILED", "error.type": "TypeError" });
    expect(span.events).toMatchObject([
      {
        name: "exception",
        attributes: {
          "exception.type": "TypeError",
          "exception.message": "refused: Bearer [redacted]",
          "exception.stacktrace": expect.stringContaining("otel.test.ts"),
        },
      },
    ]);
    expect(JSON.stringify([span.status, span.attributes, span.events])).not.toContain(secret);
  });

  it("of a run that took too long says so, and of one that a restart stopped that it is no error", async () => {
    const job = mails(({ signal }) => new Promise((resolve) => signal.addEventListener("abort", () => resolve({}))), {
      maxRunMs: 1000,
    });
    const ronda = await instrumented(job);
    await ronda.runCron(job.name);
    expect(spanOf("run process-email-jobs")).toMatchObject({
      status: { code: SpanStatusCode.ERROR, message: "Timed out after 1 s" },
      attributes: { "error.type": "TIMED_OUT" },
    });
    exporter.reset();
    const started = Promise.withResolvers<void>();
    ronda.on("run.started", () => started.resolve());
    const run = ronda.runCron(job.name);
    await started.promise;
    await ronda.stop();
    await run;
    expect(spanOf("run process-email-jobs").status.code).toBe(SpanStatusCode.UNSET);
    expect(spanOf("run process-email-jobs").attributes).toMatchObject({ "ronda.run.status": "ABANDONED" });
    expect(spanOf("run process-email-jobs").attributes).not.toHaveProperty("error.type");
  });

  it("is one around all attempts of a job that tries again", async () => {
    let calls = 0;
    const job = mails(
      () => {
        app.startSpan(`attempt ${++calls}`).end();
        if (calls === 1) throw new Error("Resend is away");
        return {};
      },
      { retry: { attempts: 2, backoff: { type: "fixed", delayMs: 10 } } },
    );
    const ronda = await instrumented(job);
    await ronda.runCron(job.name);
    const run = spanOf("run process-email-jobs");
    expect(run.attributes).toMatchObject({ "ronda.run.status": "SUCCESS", "ronda.run.attempts": 2 });
    for (const attempt of ["attempt 1", "attempt 2"])
      expect(spanOf(attempt).parentSpanContext?.spanId).toBe(run.spanContext().spanId);
  });

  it("of a run that another process closed ends as an error", async () => {
    const gate = Promise.withResolvers<Record<string, unknown>>();
    const ronda = await instrumented(mails(() => gate.promise));
    const started = Promise.withResolvers<void>();
    ronda.on("run.started", () => started.resolve());
    const run = ronda.runCron("process-email-jobs");
    await started.promise;
    await database.pool.query(`update "CronRun" set "heartbeatAt" = now() - interval '61 seconds'`);
    await (await testRonda(database, [mails()], { clock })).patrol();
    gate.resolve({});
    await run;
    expect(spanOf("run process-email-jobs").status).toEqual({
      code: SpanStatusCode.ERROR,
      message: "The run was closed by another process before it ended",
    });
  });
});

describe("a run stands in the trace", () => {
  const remote = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };
  const traceparent = `00-${remote.traceId}-${remote.spanId}-01`;

  it("of the span in which it was asked for", async () => {
    const ronda = await instrumented();
    await app.startActiveSpan("GET /api/cron/[job]", async (span) => {
      await ronda.handle(trigger({ traceparent }), "process-email-jobs");
      span.end();
    });
    const request = spanOf("GET /api/cron/[job]").spanContext();
    expect(spanOf("run process-email-jobs").parentSpanContext).toMatchObject({ spanId: request.spanId });
  });

  it("of the request's traceparent where nothing else traces the request", async () => {
    const ronda = await instrumented();
    await ronda.handle(trigger({ traceparent, tracestate: "shop=1" }), "process-email-jobs");
    const { parentSpanContext } = spanOf("run process-email-jobs");
    expect(parentSpanContext).toMatchObject({ ...remote, isRemote: true });
    expect(parentSpanContext?.traceState?.serialize()).toBe("shop=1");
  });

  it.each([
    "00-00000000000000000000000000000000-b7ad6b7169203331-01",
    `${traceparent}-more`,
    `00-${"a".repeat(100_000)}-b7ad6b7169203331-01`,
    "nonsense",
  ])("of none where the header is no traceparent", async (header) => {
    const ronda = await instrumented();
    await ronda.handle(trigger({ traceparent: header }), "process-email-jobs");
    expect(spanOf("run process-email-jobs").parentSpanContext).toBeUndefined();
  });

  it("of its own where the scheduler starts it, whatever was going on when the app started", async () => {
    const ronda = await instrumented();
    const finished = Promise.withResolvers<void>();
    ronda.on("run.finished", () => finished.resolve());
    app.startActiveSpan("start of the app", (span) => {
      ronda.startScheduler();
      span.end();
    });
    await finished.promise;
    await ronda.stop();
    expect(spanOf("run process-email-jobs").parentSpanContext).toBeUndefined();
    expect(spanOf("run process-email-jobs").attributes["ronda.run.caller"]).toBe("scheduler");
  });

  it("of its own, with a link, where the patrol makes up for a slot", async () => {
    const stopped = await testRonda(
      database,
      [mails(({ signal }) => new Promise((resolve) => signal.addEventListener("abort", () => resolve({}))))],
      { clock },
    );
    const started = Promise.withResolvers<void>();
    stopped.on("run.started", () => started.resolve());
    const run = stopped.runCron("process-email-jobs");
    await started.promise;
    await stopped.stop();
    await run;
    const ronda = await instrumented();
    const finished = Promise.withResolvers<void>();
    ronda.on("run.finished", () => finished.resolve());
    const patrol = await app.startActiveSpan("patrol", async (span) => {
      await ronda.patrol();
      span.end();
      return span.spanContext();
    });
    await finished.promise;
    const span = spanOf("run process-email-jobs");
    expect(span.parentSpanContext).toBeUndefined();
    expect(span.links).toMatchObject([{ context: { spanId: patrol.spanId } }]);
  });
});

describe("the metrics", () => {
  /** Every point as its metric's name, its attributes and its value: of a histogram how many, and their sum. */
  async function points() {
    const { resourceMetrics } = await reader.collect();
    return resourceMetrics.scopeMetrics.flatMap(({ metrics: all }) =>
      all.flatMap((metric) =>
        (metric as HistogramMetricData).dataPoints.map(({ attributes, value }) => {
          const simple = typeof value === "object" ? { count: value.count, sum: value.sum } : value;
          return { name: metric.descriptor.name, attributes: { ...attributes }, value: simple };
        }),
      ),
    );
  }

  it("count runs and failures by job, and measure durations and lateness", async () => {
    let broken = false;
    const job = mails(() => {
      if (broken) throw new RangeError("Resend is away");
      return {};
    });
    const ronda = await instrumented(job);
    await ronda.runCron(job.name);
    broken = true;
    await ronda.runCron(job.name, undefined, { actor: "Sari" });
    const found = await points();
    const success = { "ronda.job.name": job.name, "ronda.run.status": "SUCCESS" };
    const failure = { "ronda.job.name": job.name, "ronda.run.status": "FAILED", "error.type": "RangeError" };
    expect(found).toContainEqual({ name: "ronda.runs", attributes: success, value: 1 });
    expect(found).toContainEqual({ name: "ronda.runs", attributes: failure, value: 1 });
    expect(found.filter(({ name }) => name === "ronda.run.failures")).toEqual([
      { name: "ronda.run.failures", attributes: failure, value: 1 },
    ]);
    expect(found).toContainEqual({
      name: "ronda.run.lateness",
      attributes: { "ronda.job.name": job.name },
      value: { count: 1, sum: 30 },
    });
    expect(found).toContainEqual({
      name: "ronda.run.duration",
      attributes: success,
      value: { count: 1, sum: expect.any(Number) },
    });
    expect(found).toContainEqual({ name: "ronda.run.active", attributes: { "ronda.job.name": job.name }, value: 0 });
  });

  it("count a run as at work once, also where it ends after it was told to be unrecorded, or was fenced out", async () => {
    const gate = Promise.withResolvers<Record<string, unknown>>();
    const job = mails(() => gate.promise);
    const ronda = await instrumented(job);
    const started = Promise.withResolvers<void>();
    ronda.on("run.started", () => started.resolve());
    const run = ronda.runCron(job.name);
    await started.promise;
    const active = async () => (await points()).find(({ name }) => name === "ronda.run.active")?.value;
    expect(await active()).toBe(1);
    await database.pool.query(`update "CronRun" set "heartbeatAt" = now() - interval '61 seconds'`);
    await (await testRonda(database, [job], { clock })).patrol();
    gate.resolve({});
    await run;
    expect(await active()).toBe(0);
    expect(await points()).toContainEqual({
      name: "ronda.run.late",
      attributes: { "ronda.job.name": job.name, "ronda.run.status": "SUCCESS" },
      value: 1,
    });
  });

  it("count what ran nothing: skips, rejections and alerts that no channel took", async () => {
    const gate = Promise.withResolvers<Record<string, unknown>>();
    const channel = Object.assign(testChannel(), { failing: true });
    const ronda = await instrumented(
      mails(() => gate.promise),
      { channels: [channel] },
    );
    const started = Promise.withResolvers<void>();
    ronda.on("run.started", () => started.resolve());
    const run = ronda.runCron("process-email-jobs");
    await started.promise;
    await ronda.runCron("process-email-jobs");
    await ronda.handle(new Request("https://shop.example"), "process-email-jobs");
    await ronda.handle(trigger(), "guessed");
    gate.reject(new Error("no"));
    await run;
    await ronda.stop();
    const job = { "ronda.job.name": "process-email-jobs" };
    expect(await points()).toEqual(
      expect.arrayContaining([
        { name: "ronda.run.skipped", attributes: job, value: 1 },
        { name: "ronda.trigger.rejected", attributes: { ...job, "http.response.status_code": 401 }, value: 1 },
        { name: "ronda.trigger.rejected", attributes: { "http.response.status_code": 404 }, value: 1 },
        { name: "ronda.alert.failed", attributes: { "ronda.channel": "test" }, value: 1 },
      ]),
    );
  });
});

it("nothing more is measured once it has been taken off", async () => {
  const ronda = await instrumented();
  ronda.off();
  await ronda.runCron("process-email-jobs");
  expect(spans()).toEqual([]);
});

it("a run goes on without an SDK, and when the SDK breaks", async () => {
  trace.disable();
  const ronda = await instrumented();
  expect(await ronda.runCron("process-email-jobs")).toMatchObject({ ok: true });
  const broken = {
    getTracer: () => ({
      startSpan: () => {
        throw new Error("no");
      },
    }),
  };
  trace.setGlobalTracerProvider(broken as never);
  expect(await ronda.runCron("process-email-jobs")).toMatchObject({ ok: true });
});
