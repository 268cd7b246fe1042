import type { StandardSchemaV1 } from "@standard-schema/spec";

/** A schema of Standard Schema (https://standardschema.dev): Zod, Valibot, ArkType and others make them. */
export type InputSchema = StandardSchemaV1;

/** What a job's function gets as `input`: what the schema makes of what was given; nothing without a schema. */
export type InputOf<Schema> = Schema extends InputSchema ? StandardSchemaV1.InferOutput<Schema> : undefined;

/** What may be given to a job of that schema. */
export type GivenInputOf<Schema> = Schema extends InputSchema ? StandardSchemaV1.InferInput<Schema> : undefined;
