"use client";

import { useEffect, useState } from "react";
import { Button } from "#ui/button.tsx";
import { Check, MessageCircle, Share } from "#ui/icons.tsx";

type ShareButtonProps = {
  url: string;
  title: string;
  texts: { share: string; copied: string; whatsapp: string };
};

/** Hands the page on by the device's own list of apps; without one it copies the address. WhatsApp works without scripts, too. */
export function ShareButton({ url, title, texts }: ShareButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [isCopied]);

  async function share() {
    try {
      if (navigator.share) return await navigator.share({ title, url });
    } catch (error) {
      // They have closed the list; anything else leaves the clipboard.
      if (error instanceof DOMException && error.name === "AbortError") return;
    }
    await navigator.clipboard.writeText(url);
    setCopied(true);
  }

  const Icon = isCopied ? Check : Share;
  return (
    <div className="flex flex-wrap gap-2 print:hidden">
      <Button tone="quiet" className="noscript:hidden" onClick={share}>
        <Icon aria-hidden="true" className="size-4" />
        <span aria-live="polite">{isCopied ? texts.copied : texts.share}</span>
      </Button>
      <Button asChild tone="quiet">
        <a href={`https://wa.me/?${new URLSearchParams({ text: `${title}\n${url}` })}`} target="_blank" rel="noopener">
          <MessageCircle aria-hidden="true" className="size-4" />
          {texts.whatsapp}
        </a>
      </Button>
    </div>
  );
}
