import { addressFrom } from "./address.ts";
import { serve } from "./front.ts";

// What PM2 starts, `deploy/ecosystem.config.cjs`: the app alone, with a database that is there already. PM2 knows by
// the end of this file's name that it is a module.
try {
  await serve(addressFrom(process.argv.slice(2)));
} catch (error) {
  console.error(error);
  process.exit(1);
}
