import { type Command, Option } from "commander";
import type { RondaConfig } from "../config.ts";
import { type ActFlags, ack, type Done, pause, release, resume, snooze, trustTheClock } from "./act.ts";
import { type IncidentsFlags, listIncidents } from "./incidents.ts";

/** What the program gives to the commands that do something. */
export type Acting = {
  withConfig: (work: (config: RondaConfig) => Promise<void> | void) => Promise<void>;
  finish: (done: Done) => void;
  zone: () => Option;
  limit: (text: string) => number;
};

type Act = (config: RondaConfig, subject: string, flags: ActFlags) => Promise<Done>;

/** Adds the commands that do something in somebody's name, and the one that lists what they are about. */
export function addActs(program: Command, acting: Acting): void {
  const inSomebodysName = (about: { name: string; does: string; examples: string[] }) =>
    program
      .command(about.name)
      .description(about.does)
      .option("--reason <text>", "why: kept with who did it, in one line of at most 500 characters")
      .option("--by <name>", "who does it; you at this machine, as in ana@vps-1, unless told")
      .option("--json", "the outcome as JSON", false)
      .addHelpText("after", `\nExamples:\n${about.examples.map((example) => `  ronda ${example}\n`).join("")}`);
  const add = (act: Act, about: { name: string; subject: [string, string]; does: string; examples: string[] }) =>
    inSomebodysName(about)
      .argument(...about.subject)
      .action((subject: string, flags: ActFlags) =>
        acting.withConfig(async (config) => acting.finish(await act(config, subject, flags))),
      );
  const until = (does: string) =>
    new Option("--until <moment>", `${does}: 2h, 3d, 18:00, 2026-11-24, "2026-11-24 18:00"`);

  add(pause, {
    name: "pause",
    subject: ["<job>", "its name, as `ronda list` shows it"],
    does: "keeps a job from running, until a moment or until it is resumed; by hand it still runs",
    examples: ['pause send-receipts --until 2h --reason "moving the database"', "pause send-receipts"],
  })
    .addOption(until("when the pause ends by itself"))
    .addOption(acting.zone());
  add(resume, {
    name: "resume",
    subject: ["<job>", "its name"],
    does: "ends the pause that a job is in",
    examples: ["resume send-receipts"],
  });
  const incident: [string, string] = [
    "<incident>",
    "its id, as `ronda incidents` shows it, or the name of its job or watch",
  ];
  add(ack, {
    name: "ack",
    subject: incident,
    does: "says that you look after an incident: it is not repeated any more",
    examples: ['ack send-receipts --reason "the bank knows"'],
  });
  add(snooze, {
    name: "snooze",
    subject: incident,
    does: "keeps an incident quiet until a moment",
    examples: ["snooze send-receipts --until 8:00"],
  })
    .addOption(until("when it is repeated again"))
    .addOption(acting.zone());
  add(release, {
    name: "release",
    subject: ["<run>", "the id of a run, as `ronda runs --json` shows it"],
    does: "gives up on a run whose process hangs: closes it, frees its job and shuts its function out",
    examples: ['release 019ab2aa-0000-7000-8000-000000000001 --reason "its process hangs"'],
  });
  inSomebodysName({
    name: "trust-clock",
    does: "says that this machine's clock is right, although it has leapt: what is held because of it goes on",
    examples: ["trust-clock", 'trust-clock --reason "the server was off for two months"'],
  }).action((flags: ActFlags) =>
    acting.withConfig(async (config) => acting.finish(await trustTheClock(config, flags))),
  );
  addIncidents(program, acting);
}

function addIncidents(program: Command, { withConfig, finish, zone, limit }: Acting): void {
  program
    .command("incidents")
    .description("what is wrong and what was, newest first")
    .option("--open", "only what is wrong now", false)
    .option("--limit <number>", "how many, at most 200", limit, 20)
    .option("--json", "as JSON", false)
    .addOption(zone())
    .addHelpText("after", "\nExamples:\n  ronda incidents --open\n")
    .action((flags: IncidentsFlags) =>
      withConfig(async (config) => finish({ print: await listIncidents(config, flags), code: 0 })),
    );
}
