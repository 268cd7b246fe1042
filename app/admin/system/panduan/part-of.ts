export { partOfError, runbookPartOf } from "#domain/office/runbook-parts.ts";
