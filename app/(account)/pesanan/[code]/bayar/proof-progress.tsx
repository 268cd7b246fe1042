import type { Texts } from "#texts/index.ts";

/** How far the picture is; once it is all there, the server looks at it. */
export function ProofProgress({ share, texts }: { share: number; texts: Texts["pay"]["upload"] }) {
  const percent = Math.round(share * 100);
  const text = percent < 100 ? texts.sending(percent) : texts.checking;
  return (
    <div className="space-y-1.5">
      <div
        role="progressbar"
        aria-label={texts.progress}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={text}
        className="h-2 overflow-hidden rounded-full bg-sand"
      >
        <div className="h-full rounded-full bg-sea transition-[width] duration-150" style={{ width: `${percent}%` }} />
      </div>
      <p className="text-sm text-ink-soft tabular-nums">{text}</p>
    </div>
  );
}
