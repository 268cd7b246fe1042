import { adminSteps } from "./steps/admins.ts";
import { jobSteps } from "./steps/jobs.ts";
import { organizerSteps } from "./steps/organizers.ts";
import { participantSteps } from "./steps/participants.ts";
import type { Walk } from "./walk.ts";

/** Does something with the real verbs and the model's, and compares their answers. True where it was accepted. */
export type Step = (walk: Walk) => Promise<boolean>;

/** Steps by what they are called, with how often each is tried. */
export type Steps = Record<string, [weight: number, step: Step]>;

/** Everything that may happen. */
export const steps: Steps = { ...participantSteps, ...adminSteps, ...organizerSteps, ...jobSteps };
