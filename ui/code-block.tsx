import { classes } from "./classes.ts";

type CodeBlockProps = { children: string; label: string; wrap?: boolean };

/** Preformatted text in a box that scrolls by itself, also with the keyboard; the page never scrolls sideways. */
export function CodeBlock({ children, label, wrap = false }: CodeBlockProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable without a mouse
    <section aria-label={label} tabIndex={0} className="max-h-[32rem] overflow-auto rounded-card bg-sand px-4 py-3">
      <pre className={classes("font-mono text-[13px] leading-6", wrap && "break-words whitespace-pre-wrap")}>
        {children}
      </pre>
    </section>
  );
}
