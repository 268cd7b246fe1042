import type { Route } from "next";
import Form from "next/form";
import Link from "next/link";
import type { ReactNode } from "react";
import { type Locale, textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { classes } from "#ui/classes.ts";
import { Pages } from "#ui/pages.tsx";
import type { RunLines } from "./collapse.ts";
import { type RunListParams, runListAddress, runStatuses, triggers } from "./run-list.ts";
import { RunsList } from "./runs-list.tsx";
import { systemWords } from "./words.ts";

type RunsSectionProps = {
  title: string;
  /** The page that the list stands on, whose address says what it shows. */
  path: string;
  shown: RunListParams;
  runs: RunLines;
  /** The jobs to choose from; nothing on the page of one job. */
  jobNames?: readonly string[];
  locale: Locale;
};

/** A list of runs with what chooses among them: all of it stands in the address, so that a reload and a shared link keep it. */
export function RunsSection({ title, path, shown, runs: { lines, next }, jobNames, locale }: RunsSectionProps) {
  const texts = textsFor(locale).system.runs;
  const isFiltered = Boolean(shown.job || shown.status || shown.trigger);
  return (
    <section aria-labelledby="runs" className="space-y-3">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <h2 id="runs" className="scroll-mt-6 text-lg font-extrabold">
          {title}
        </h2>
        <CollapseSwitch path={path} shown={shown} locale={locale} />
      </div>
      <RunFilter path={path} shown={shown} jobNames={jobNames} locale={locale} />
      {lines.length > 0 ? (
        <RunsList
          // Another choice is another list: nothing of the one before is held.
          key={runListAddress(path, shown)}
          lines={lines}
          locale={locale}
          ofOneJob={!jobNames}
        />
      ) : (
        <p className="rounded-card bg-sand px-4 py-6 text-ink-soft">{isFiltered ? texts.noMatch : texts.none}</p>
      )}
      <Pages
        before={shown.after ? (`${runListAddress(path, { ...shown, after: undefined })}#runs` as Route) : undefined}
        after={next ? (`${runListAddress(path, { ...shown, after: next })}#runs` as Route) : undefined}
        texts={{ before: texts.newest, after: texts.older, label: texts.pages }}
      />
    </section>
  );
}

type ChoiceProps = { path: string; shown: RunListParams; locale: Locale };

function RunFilter({ path, shown, jobNames, locale }: ChoiceProps & { jobNames?: readonly string[] }) {
  const texts = textsFor(locale).system.runs;
  const words = systemWords(locale);
  const isFiltered = Boolean(shown.job || shown.status || shown.trigger);
  return (
    <search className="print:hidden">
      <Form action={path as Route} scroll={false} className="grid grid-cols-2 items-end gap-2 sm:flex sm:flex-wrap">
        {shown.collapsed && <input type="hidden" name="lipat" value="1" />}
        {jobNames && (
          <Choice name="job" label={texts.job} any={texts.allJobs} value={shown.job}>
            {jobNames.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </Choice>
        )}
        <Choice name="status" label={texts.status} any={texts.allStatuses} value={shown.status}>
          {runStatuses.map((status) => (
            <option key={status} value={status}>
              {status.replace("_", " ")} · {words.status(status)}
            </option>
          ))}
        </Choice>
        <Choice name="pemicu" label={texts.trigger} any={texts.allTriggers} value={shown.trigger}>
          {triggers.map((trigger) => (
            <option key={trigger} value={trigger}>
              {words.trigger(trigger)}
            </option>
          ))}
        </Choice>
        <Button type="submit" tone="quiet" className="min-h-11 sm:min-h-10">
          {texts.filter}
        </Button>
        {isFiltered && (
          <Button asChild tone="bare">
            <Link href={runListAddress(path, { collapsed: shown.collapsed }) as Route} scroll={false} prefetch={false}>
              {texts.clear}
            </Link>
          </Button>
        )}
      </Form>
    </search>
  );
}

type SelectProps = {
  name: string;
  label: string;
  any: string;
  value: string | undefined;
  children: ReactNode;
};

function Choice({ name, label, any, value = "", children }: SelectProps) {
  return (
    <label className="block min-w-0 text-sm text-ink-soft">
      <span className="sr-only sm:not-sr-only">{label}</span>
      <select
        name={name}
        // The browser keeps what was chosen when another address comes; the address shall be right.
        key={value}
        defaultValue={value}
        className="mt-0.5 block min-h-11 w-full rounded-control border border-line-strong bg-surface px-2.5 text-[15px] text-ink sm:min-h-10 sm:w-auto sm:max-w-56"
      >
        <option value="">{any}</option>
        {children}
      </select>
    </label>
  );
}

/** Collapses empty successes. */
function CollapseSwitch({ path, shown: { job, status, trigger, collapsed }, locale }: ChoiceProps) {
  return (
    <Form action={path as Route} replace scroll={false} className="print:hidden">
      {Object.entries({ job, status, pemicu: trigger, lipat: collapsed ? undefined : "1" }).map(
        ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <button
        type="submit"
        role="switch"
        aria-checked={collapsed}
        className="inline-flex min-h-11 items-center gap-2.5 text-sm font-semibold sm:min-h-8"
      >
        <span
          aria-hidden="true"
          className={classes(
            "h-5 w-9 rounded-full border p-0.5 transition-colors duration-150",
            collapsed ? "border-sea bg-sea" : "border-line-strong bg-surface",
          )}
        >
          <span
            className={classes(
              "block size-3.5 rounded-full transition-transform duration-150",
              collapsed ? "translate-x-4 bg-on-sea" : "bg-line-strong",
            )}
          />
        </span>
        {textsFor(locale).system.runs.collapse}
      </button>
    </Form>
  );
}
