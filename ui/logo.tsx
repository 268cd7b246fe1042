/** The sun over the sea, at first light. Decorative: the word beside it is the name. */
export function Logo({ className = "size-8" }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#10233b" />
      <circle cx="16" cy="17" r="6" fill="#ff8c6e" />
      <path
        d="M4 19.500c2.4-1.9 4.6-1.9 7 0s4.6 1.9 7 0 4.6-1.9 7 0c1.1.9 2 1.2 3 1.300V24a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4z"
        fill="#55c6c3"
      />
      <path
        d="M4 24c2.4-1.7 4.6-1.7 7 0s4.6 1.7 7 0 4.6-1.7 7 0 2 1 3 1.100A4 4 0 0 1 24 28H8a4 4 0 0 1-4-4z"
        fill="#0a6a70"
      />
    </svg>
  );
}
