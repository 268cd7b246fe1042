import { classes } from "./classes.ts";

/** Longer code has no room in one line of a phone. */
const longestInOneLine = 34;

/** A sentence in which what stands between backticks is code. */
export function WithCode({ children }: { children: string }) {
  return children.split("`").map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <code
        key={part}
        className={classes(
          "rounded-[4px] bg-surface/60 px-1 font-mono text-[13px]",
          part.length > longestInOneLine ? "wrap-anywhere" : "whitespace-nowrap",
        )}
      >
        {part}
      </code>
    ),
  );
}
