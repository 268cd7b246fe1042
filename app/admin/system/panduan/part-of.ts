export { partOfError, runbookPartOf } from "#domain/runbook-parts.ts";
