/** A process that starts, as far as its tables. `node migrating-app.ts <database url>` */
import pg from "pg";
import { createRonda } from "../ronda.ts";

const database = new pg.Pool({ connectionString: process.argv[2] });
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
await createRonda({ app: "bakery", database, jobs: [], secrets: {}, logger: quiet }).migrate();
await database.end();
