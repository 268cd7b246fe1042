import type { JobOverview } from "ronda";
import type { LastTrigger, TriggerSource } from "ronda/types";

/** One place that triggers come from. */
export type Source = {
  source: TriggerSource;
  /** How many jobs were triggered from there last. */
  jobs: number;
  /** Since when the first of them has been. */
  since: Date;
  /** The newest trigger, and whose. */
  last: { at: Date; job: string };
};

/** Where triggers come from, and which secret they bear. */
export type SchedulerFacts = {
  /** The one that serves most jobs first. */
  sources: Source[];
  /** Jobs whose trigger used the secret before this one last. */
  previousSecret: string[];
  /** Jobs of the registry that nothing but people has started. */
  untriggered: string[];
};

/** Reads it from what each job's last trigger was. */
export function schedulerFacts(jobs: Pick<JobOverview, "name" | "schedule" | "lastTrigger">[]): SchedulerFacts {
  const scheduled = jobs.filter(({ schedule }) => schedule !== null);
  const triggered = scheduled.flatMap(({ name, lastTrigger }) => (lastTrigger ? [{ name, ...lastTrigger }] : []));
  const sources = [...Map.groupBy(triggered, ({ source }) => source)].map(([source, from]) => sourceOf(source, from));
  return {
    sources: sources.sort((one, other) => other.jobs - one.jobs),
    previousSecret: triggered.filter(({ secret }) => secret === "previous").map(({ name }) => name),
    untriggered: scheduled.filter(({ lastTrigger }) => !lastTrigger).map(({ name }) => name),
  };
}

function sourceOf(source: TriggerSource, from: (LastTrigger & { name: string })[]): Source {
  const newest = from.reduce((one, other) => (other.at > one.at ? other : one));
  const since = new Date(Math.min(...from.map(({ sourceSince }) => sourceSince.getTime())));
  return { source, jobs: from.length, since, last: { at: newest.at, job: newest.name } };
}
