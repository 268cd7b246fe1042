type ProgressBarProps = {
  /** From 0 to 1. */
  share: number;
  /** What it is the progress of. */
  label: string;
  /** How far it is, in words; read out, and shown below unless `quiet`. */
  text: string;
  quiet?: boolean;
};

/** How far something is that is on its way. */
export function ProgressBar({ share, label, text, quiet = false }: ProgressBarProps) {
  const percent = Math.round(share * 100);
  return (
    <div className="space-y-1.5">
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={text}
        className="h-2 overflow-hidden rounded-full bg-sand"
      >
        <div className="h-full rounded-full bg-sea transition-[width] duration-150" style={{ width: `${percent}%` }} />
      </div>
      {!quiet && <p className="text-sm text-ink-soft tabular-nums">{text}</p>}
    </div>
  );
}
