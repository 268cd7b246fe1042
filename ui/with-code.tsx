/** A sentence in which what stands between backticks is code. */
export function WithCode({ children }: { children: string }) {
  return children.split("`").map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <code key={part} className="rounded-[4px] bg-surface/60 px-1 font-mono text-[13px] whitespace-nowrap">
        {part}
      </code>
    ),
  );
}
