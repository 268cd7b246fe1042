import { watchActions } from "#app/_forms/sent-forms/watch-actions.ts";

/** Next runs this file in the browser, once a page, before anything on it reacts. */
watchActions();
