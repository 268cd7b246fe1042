import Link from "next/link";
import { knownErrorInWords } from "#domain/office/known-errors.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Notice } from "#ui/notice.tsx";
import { BookingLink } from "./links.tsx";
import { booksOutage, mailOutage } from "./outages.ts";
import { runPath } from "./system/paths.ts";

const link = "inline-flex min-h-8 items-center font-bold underline underline-offset-4";

/** Says on a page that speaks of mails that none goes out, why, and where that is mended. Nothing while they go out. */
export async function MailOutageNotice({ locale, lead = true }: { locale: Locale; lead?: boolean }) {
  const outage = await mailOutage();
  if (!outage) return null;
  const texts = textsFor(locale).errors.mail;
  const cause = outage.error === null ? undefined : knownErrorInWords(outage.error, locale)?.says;
  return (
    <Notice tone="failed">
      <p className="font-bold">{texts.down}</p>
      <p className="text-ink">
        {cause && <span className="first-letter:uppercase inline-block">{cause}.</span>} {lead && texts.downLead}
      </p>
      <Link href={runPath(outage.runId)} prefetch={false} className={link}>
        {texts.seeRun}
      </Link>
    </Notice>
  );
}

/** So many bookings are named on a page of many. */
const mostNamed = 5;

/**
 * Says where money leaves that the books do not add up, and for which bookings: on a booking's page only where it is one of them.
 * Nothing while they add up.
 */
export async function BooksWarning({ booking, locale }: { booking?: string; locale: Locale }) {
  const outage = await booksOutage();
  if (!outage || (booking !== undefined && !outage.bookings.includes(booking))) return null;
  const texts = textsFor(locale).errors;
  const { bookings, runId } = outage;
  return (
    <Notice tone="failed">
      <p className="font-bold">{bookings.length > 0 ? texts.books.warning : texts.books.warningAll}</p>
      {booking === undefined && bookings.length > 0 && (
        <p className="flex flex-wrap gap-x-3 text-ink">
          {bookings.slice(0, mostNamed).map((code) => (
            <BookingLink key={code} code={code} />
          ))}
          {bookings.length > mostNamed && texts.books.more(String(bookings.length - mostNamed))}
        </p>
      )}
      <Link href={runPath(runId)} prefetch={false} className={link}>
        {texts.books.why}
      </Link>
    </Notice>
  );
}
