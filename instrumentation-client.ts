import { watchActions } from "#app/new-release/watch-actions.ts";

/** Next runs this file in the browser, once a page, before anything on it reacts. */
watchActions();
