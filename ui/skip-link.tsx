/** Leads the keyboard past what stands on every page; seen only while it has the focus. */
export function SkipLink({ label }: { label: string }) {
  return (
    <a
      href="#content"
      className="sr-only rounded-control bg-sea px-4 py-2 font-semibold text-on-sea focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-20"
    >
      {label}
    </a>
  );
}
