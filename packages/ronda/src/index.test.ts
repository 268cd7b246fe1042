import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const read = (path: string) => readFileSync(join(import.meta.dirname, path), "utf8");

/** The names that a source exports, those that it hands on in braces included. */
function namesOf(source: string): string[] {
  const handedOn = [...source.matchAll(/^export (?:type )?\{([^}]+)\}/gm)].flatMap(([, list]) => list!.split(","));
  const declared = [...source.matchAll(/^export (?:type|function|const|class) (\w+)/gm)].map(([, name]) => name!);
  return [...handedOn.map((name) => name.replace(/\btype\b/, "").trim()), ...declared].filter(Boolean).sort();
}

const words = (text: string) => text.trim().split(/\s+/);

it("is an interface of at most 30 names, types included", () => {
  expect(read("index.ts")).not.toMatch(/export (type )?\*/);
  const names = namesOf(read("index.ts"));
  expect(names.length).toBeLessThanOrEqual(30);
  expect(names).toEqual(
    words(`
  Alert Channel DefinitionError Health HealthReason Incident Job JobOptions JobOverview LocalizedText Logger Overview
  PageOptions Payload Ronda RondaConfig RondaOptions Run RunContext RunOutcome RunStatus RunSummary Watch createRonda
  defineConfig defineJob defineWatch discord telegram webhook`),
  );
});

it("names every type of a public signature in ronda/types", () => {
  const rooms = readdirSync(join(import.meta.dirname, "types")).sort();
  expect(read("types.ts").match(/types\/[\w-]+\.ts/g)).toEqual(rooms.map((room) => `types/${room}`));
  const names = [read("public-types.ts"), ...rooms.map((room) => read(`types/${room}`))].flatMap(namesOf);
  expect(names.sort()).toEqual(
    words(`
  Action ActionFilter ActionOptions ActionOutcome ActionVerb AdviceKind Alert AlertDelivery AlertKind AlertText
  AroundRun Authorized Badge Caller Channel ChannelOverview ClockLeap CrontabConfig DatabaseConnection DatabasePool DayCount
  DeadmanOptions DiscordOptions DoctorCheck EventName GivenInputOf GivenTo Health HealthNote HealthReason Incident
  IncidentEvent IncidentFilter IncidentHandling IncidentHistory IncidentReason IncidentSubject InputIssue InputOf
  InputOfJob InputProblem InputSchema Job JobDetails JobExample JobLimits JobOptions JobOverview JobResult JobTotal KeepRuns KnownTime
  LastTrigger Listener Locale LocalizedText LogLevel LogLine Logger MarkedSlot MessageOptions Overview OverviewWarning
  PageOptions PatrolOverview PatrolReport Paused Payload PayloadOf PayloadOfJob ProxyConfig Queryable Refusal RetryOptions
  RetryPolicy Ronda RondaConfig RondaEvents RondaOptions Run RunAgainOutcome RunContext RunEnd RunFilter RunLog
  RunOptions RunOutcome RunStart RunStatus RunSummary RunsReader Schedule ScheduleFields ScheduleReader Secrets
  SkipReason SlotMark Spread SteadyClock SteadyClockOptions StopOptions StoppableServer TelegramOptions TraceContext Trigger TriggerSource
  UpcomingSlot UsualDuration Watch WatchFinding WatchOptions WatchOverview WatchSentence WatchWords WebhookOptions
  Words WordsOptions ZoneNames`),
  );
});
