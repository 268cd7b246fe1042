import type { Steps } from "./step.ts";
import { adminSteps } from "./steps/admins.ts";
import { jobSteps } from "./steps/jobs.ts";
import { organizerSteps } from "./steps/organizers.ts";
import { participantSteps } from "./steps/participants.ts";
import { receiptSteps } from "./steps/receipts.ts";
import { transferSteps } from "./steps/transfers.ts";

/** Everything that may happen. */
export const steps: Steps = {
  ...participantSteps,
  ...adminSteps,
  ...receiptSteps,
  ...transferSteps,
  ...organizerSteps,
  ...jobSteps,
};
