import { Button } from "#ui/button.tsx";
import { Download } from "#ui/icons.tsx";

/** One file behind a link; `accessibleLabel` where the label does not say of what. */
export type FileLink = { href: string; label: string; accessibleLabel?: string };

/** The kinds of a file to download, the one for people first. */
export function DownloadLinks({ files }: { files: FileLink[] }) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      {files.map(({ href, label, accessibleLabel }) => (
        <Button key={href} asChild tone="quiet" size="small">
          <a href={href} download aria-label={accessibleLabel}>
            <Download aria-hidden="true" className="size-4" />
            {label}
          </a>
        </Button>
      ))}
    </div>
  );
}
