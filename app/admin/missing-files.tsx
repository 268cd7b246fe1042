import type { Route } from "next";
import Link from "next/link";
import { whatsappUrl } from "#domain/fields/whatsapp-url.ts";
import { listMissingFiles, type MissingFile, type MissingWhich } from "#domain/files/missing.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Moment } from "#ui/moment.tsx";

type MissingFilesProps = Omit<MissingWhich, "most"> & { locale: Locale; mostNamed?: number };

const link = "font-semibold underline underline-offset-4";

/** The files that the store lacks, each with whose it is, its name, since when, and who can upload it again. Nothing where none is. */
export async function MissingFiles({ of, tripId, locale, mostNamed = 5 }: MissingFilesProps) {
  const files = await listMissingFiles({ of, tripId, most: mostNamed + 1 });
  if (files.length === 0) return null;
  const texts = textsFor(locale).admin.missing;
  return (
    <ul className="my-1 list-disc space-y-1.5 pl-4 text-sm text-ink">
      {files.slice(0, mostNamed).map((file) => (
        <li key={file.name}>
          <Owner file={file} isNamed={tripId === undefined} locale={locale} />
          <span className="block font-mono text-xs break-all">{file.name}</span>
          <span className="block text-ink-soft">
            {texts.since} <Moment at={file.since} locale={locale} />
          </span>
          {file.organizer && <Organizer organizer={file.organizer} locale={locale} />}
        </li>
      ))}
      {files.length > mostNamed && <li>{texts.more}</li>}
    </ul>
  );
}

function Owner({
  file: { trip, booking, kind },
  isNamed,
  locale,
}: {
  file: MissingFile;
  isNamed: boolean;
  locale: Locale;
}) {
  const texts = textsFor(locale).admin.missing;
  const what = trip ? texts.photo(trip.place) : texts.kinds[kind];
  const to = trip ? `/admin/trips/${trip.id}` : booking && `/admin/bookings/${booking}`;
  if (!isNamed || !to) return <>{what}</>;
  return (
    <>
      <Link href={to as Route} prefetch={false} className={link}>
        {trip?.title ?? booking}
      </Link>
      , {what}
    </>
  );
}

function Organizer({
  organizer: { id, name, whatsapp },
  locale,
}: {
  organizer: NonNullable<MissingFile["organizer"]>;
  locale: Locale;
}) {
  const texts = textsFor(locale).admin.missing;
  const chat = whatsappUrl(whatsapp);
  return (
    <span className="block">
      {texts.uploader}{" "}
      <Link href={`/admin/users/${id}` as Route} prefetch={false} className={link}>
        {name}
      </Link>
      {chat && (
        <>
          {" · "}
          <a href={chat} target="_blank" rel="noopener noreferrer" className={link}>
            WhatsApp
          </a>
        </>
      )}
    </span>
  );
}
