import Link from "next/link";
import type { Locale } from "#texts/index.ts";
import { noticeLinks, type SystemNotice } from "./notices.ts";

/** The way to the mend of what is wrong with the installation; nothing where there is none. */
export function NoticeLinks({ notice, locale }: { notice: SystemNotice; locale: Locale }) {
  const links = noticeLinks(notice, locale);
  if (links.length === 0) return null;
  return (
    <span className="mt-1 flex flex-wrap gap-x-4">
      {links.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          className="inline-flex min-h-8 items-center font-bold underline underline-offset-4"
        >
          {label}
        </Link>
      ))}
    </span>
  );
}
