import type { Alerts } from "./alerts/alerts.ts";
import type { Deadman } from "./alerts/deadman.ts";
import type { Database } from "./database/database.ts";
import type { Origin } from "./database/store.ts";
import type { Events } from "./events/events.ts";
import type { Job } from "./job/job.ts";
import type { Life } from "./process/life.ts";
import type { LostSlots } from "./process/lost-slots.ts";
import type { Outage } from "./process/outage.ts";
import type { Reach } from "./process/reach.ts";
import type { SteadyClock } from "./process/steady-clock.ts";
import type { Unrecorded } from "./process/unrecorded.ts";
import type { Redact } from "./record/redact.ts";
import type { ZoneNames } from "./schedule/time-zone.ts";
import type { KeepRuns, Logger, Watch } from "./types.ts";

/** What every part of one engine shares; passed in, never looked up. */
export type Engine = {
  database: Database;
  /** The registry, in the order in which it was given. */
  jobs: ReadonlyMap<string, Job>;
  /** The watches, in the order in which they were given. */
  watches: ReadonlyMap<string, Watch>;
  clock: () => Date;
  /** The same where it is one that notices when the host's clock leaps. */
  steady: SteadyClock | undefined;
  /** Whether it has been compared with what the database knows, and whether what goes by time is held; null where nobody has looked. */
  clockHold: { isKnown: boolean; isOn: boolean | null };
  logger: Logger;
  redact: Redact;
  alerts: Alerts;
  unrecorded: Unrecorded;
  /** What the patrols of this process know of a database that is away. */
  outage: Outage;
  events: Events;
  reach: Reach;
  /** Since when this process is alive without a break. */
  life: Life;
  /** Why slots were lost that this process knows of. */
  lostSlots: LostSlots;
  /** The ids of the runs whose functions are at work in this process, or whose ends are still to be written: no silence of theirs is one. */
  runsHere: Set<string>;
  /** The ids of claims of this process that were not answered, and when they were made by the process's own clock. */
  unanswered: Map<string, number>;
  /** What watches the patrols from outside; undefined where nothing does. */
  deadman: Deadman | undefined;
  keepRuns: Required<KeepRuns>;
  /** Up to which row the patrols of this process have looked for old ones; null at the beginning. */
  pruning: { after: string | null };
  /** The names of the channels that alerts go to. */
  channels: readonly string[];
  origin: Origin;
  /** How many jobs run at once in this process; undefined where there is no limit. */
  concurrency: number | undefined;
  /** The IANA zone whose days a page shows. */
  displayZone: string;
  /** What readers call zones. */
  zoneNames: ZoneNames | undefined;
};
