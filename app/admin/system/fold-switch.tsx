import Form from "next/form";
import { type Locale, textsFor } from "#texts/index.ts";
import { classes } from "#ui/classes.ts";

/** Folds empty successes. The choice stands in the address, so that a reload and a shared link keep it. */
export function FoldSwitch({ folded, locale }: { folded: boolean; locale: Locale }) {
  return (
    <Form action="/admin/system" replace scroll={false}>
      {!folded && <input type="hidden" name="lipat" value="1" />}
      <button
        type="submit"
        role="switch"
        aria-checked={folded}
        className="inline-flex min-h-11 items-center gap-2.5 text-sm font-semibold sm:min-h-8"
      >
        <span
          aria-hidden="true"
          className={classes(
            "h-5 w-9 rounded-full border p-0.5 transition-colors duration-150",
            folded ? "border-sea bg-sea" : "border-line-strong bg-surface",
          )}
        >
          <span
            className={classes(
              "block size-3.5 rounded-full transition-transform duration-150",
              folded ? "translate-x-4 bg-on-sea" : "bg-line-strong",
            )}
          />
        </span>
        {textsFor(locale).system.runs.fold}
      </button>
    </Form>
  );
}
