import { patrolName } from "../http/handle.ts";
import { triggerHeader } from "../http/trigger.ts";
import { formatFields } from "../schedule/schedule-fields.ts";
import { curlMaxTimeSeconds } from "./curl-config.ts";
import { ExportError } from "./export-error.ts";
import { type ListedJob, scheduleOf } from "./job-schedule.ts";

/** What the manifests are made from. */
export type KubernetesOptions = {
  app: string;
  jobs: readonly ListedJob[];
  /** Where the cluster reaches the app, without a slash at the end. */
  url: string;
  /** Where the jobs are below that. */
  path: string;
  /** The image that has curl. */
  image: string;
  /** Whether the patrol has an entry, too. */
  patrol?: boolean | undefined;
};

/** The image that triggers unless told: curl's own, pinned to a release. */
export const defaultCurlImage = "curlimages/curl:8.11.1";

/** What Kubernetes leaves of a CronJob's name, to which it adds eleven characters for each Job. */
const longestName = 52;

/**
 * A CronJob a job, as YAML that `kubectl apply -f -` takes. `timeZone` needs Kubernetes 1.27. The secret is read from the
 * Secret `<app>-cron`, whose key `cron.curl` holds what `ronda export curl-config --print` prints, mounted as a file so that
 * it is in no command line. Nothing is tried again: a slot that was missed is the app's to know. Throws {@link ExportError}
 * for a name that Kubernetes refuses.
 */
export function kubernetesYaml(options: KubernetesOptions): string {
  const jobs = options.jobs.map((job) => {
    const { fields, timeZone } = scheduleOf(job);
    // In digits from 0 to 6: Kubernetes knows no Sunday called 7.
    return cronJob({ name: job.name, schedule: formatFields(fields), timeZone }, options);
  });
  const patrol = options.patrol ? [cronJob({ name: patrolName, schedule: "* * * * *", timeZone: "UTC" }, options)] : [];
  const secret = `${labelOf(options.app)}-cron`;
  return [
    "# Made by `ronda export kubernetes`; do not edit it by hand. It needs Kubernetes 1.27 and, once, the secret:",
    `#   ronda export curl-config --print | kubectl create secret generic ${secret} --from-file=cron.curl=/dev/stdin`,
    ...[...jobs, ...patrol].map((text) => `---\n${text}`),
    "",
  ].join("\n");
}

type Entry = { name: string; schedule: string; timeZone: string };

function cronJob({ name, schedule, timeZone }: Entry, { app, url, path, image }: KubernetesOptions): string {
  const label = labelOf(app);
  const full = nameOf(`${label}-${name}`);
  return `apiVersion: batch/v1
kind: CronJob
metadata:
  name: ${full}
  labels:
    app.kubernetes.io/name: ${label}
    app.kubernetes.io/component: cron
spec:
  schedule: ${JSON.stringify(schedule)}
  timeZone: ${JSON.stringify(timeZone)}
  concurrencyPolicy: Forbid
  startingDeadlineSeconds: 60
  successfulJobsHistoryLimit: 1
  failedJobsHistoryLimit: 3
  jobTemplate:
    spec:
      backoffLimit: 0
      activeDeadlineSeconds: ${curlMaxTimeSeconds + 40}
      ttlSecondsAfterFinished: 86400
      template:
        spec:
          restartPolicy: Never
          automountServiceAccountToken: false
          containers:
            - name: trigger
              image: ${JSON.stringify(image)}
              command: ["curl"]
              args:
                - "--config"
                - "/run/ronda/cron.curl"
                - "--header"
                - "${triggerHeader}: schedule"
                - ${JSON.stringify(`${url}${path}/${name}`)}
              resources:
                requests: { cpu: 10m, memory: 16Mi }
                limits: { memory: 64Mi }
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                runAsNonRoot: true
                runAsUser: 65532
                capabilities: { drop: [ALL] }
              volumeMounts:
                - { name: secret, mountPath: /run/ronda, readOnly: true }
          securityContext:
            fsGroup: 65532
          volumes:
            - name: secret
              secret: { secretName: ${label}-cron, defaultMode: 0440 }`;
}

function nameOf(name: string): string {
  if (name.length <= longestName && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) return name;
  throw new ExportError(
    `Kubernetes refuses "${name}" as a CronJob's name: at most ${longestName} small letters, digits and hyphens`,
  );
}

function labelOf(app: string): string {
  return app.toLowerCase().replace(/[ ._]/g, "-");
}
