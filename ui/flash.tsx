import { Notice } from "./notice.tsx";

/**
 * What has just been done, on the page that it led to: `about` is the key that its address brought, looked up in
 * `texts`. Shows nothing for a key that has no text.
 */
export function Flash({ about, texts }: { about: string | string[] | undefined; texts: Record<string, string> }) {
  const text = typeof about === "string" && Object.hasOwn(texts, about) ? texts[about] : undefined;
  if (!text) return null;
  return (
    <Notice tone="ok" role="status" className="mb-6">
      {text}
    </Notice>
  );
}
