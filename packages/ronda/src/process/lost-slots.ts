/** Why slots were lost that this process knows of, until their rows say so. */
export type LostSlots = {
  remember: (jobName: string, slotAt: Date, why: string) => void;
  why: (jobName: string, slotAt: Date) => string | undefined;
};

/** Of an outage of days only the latest are remembered: the others are missed without a reason. */
const mostRemembered = 1000;

/** Remembers in memory; another process, or this one after a restart, knows nothing of it. */
export function createLostSlots(): LostSlots {
  const known = new Map<string, string>();
  const key = (jobName: string, slotAt: Date) => `${jobName} ${slotAt.getTime()}`;
  return {
    remember(jobName, slotAt, why) {
      const [oldest] = known.keys();
      if (oldest && known.size >= mostRemembered) known.delete(oldest);
      known.set(key(jobName, slotAt), why);
    },
    why: (jobName, slotAt) => known.get(key(jobName, slotAt)),
  };
}
