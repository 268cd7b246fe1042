import { expireDuePayments } from "#domain/bookings/payments/expire.ts";
import { remindOfPayments } from "#domain/bookings/payments/remind.ts";
import { autoComplete } from "#domain/departures/auto-complete.ts";
import { remindOfTrips } from "#domain/departures/remind.ts";
import * as model from "#tests/history/model/jobs.ts";
import { sameCounts } from "#tests/history/results.ts";
import type { Step, Steps } from "#tests/history/step.ts";
import { sweepAt } from "#tests/sweep.ts";

const expires: Step = async ({ world, now }) => {
  const { expired } = await expireDuePayments(sweepAt(now()));
  sameCounts({ expired }, model.expires(world));
  return expired > 0;
};

const reminds: Step = async ({ world, now }) => {
  const reminded = await remindOfPayments(sweepAt(now()));
  sameCounts({ reminded }, { reminded: model.reminds(world) });
  return reminded > 0;
};

const remindsOfTrips: Step = async ({ world, now }) => {
  const reminded = await remindOfTrips(sweepAt(now()));
  sameCounts(reminded, model.remindsOfTrips(world));
  return reminded.participants > 0;
};

const nightFalls: Step = async ({ world, now }) => {
  const { completed, payoutsReleased } = await autoComplete(sweepAt(now()));
  sameCounts({ completed, released: payoutsReleased.length }, model.nightFalls(world));
  return completed + payoutsReleased.length > 0;
};

/** The jobs, at whatever hour. */
export const jobSteps: Steps = {
  expires: [4, expires],
  reminds: [3, reminds],
  remindsOfTrips: [3, remindsOfTrips],
  nightFalls: [4, nightFalls],
};
