import type { Metadata, Route } from "next";
import { one } from "#app/_http/one.ts";
import { preferences } from "#app/_session/preferences.ts";
import { organizer, requireUser } from "#app/_session/visitor.ts";
import { AccountFrame, Section } from "#app/(account)/akun/account-frame.tsx";
import { openOfAccount } from "#domain/privacy/delete-account.ts";
import type { Obstacle } from "#domain/privacy/obstacles.ts";
import { proofKindOf } from "#domain/users/owner-proof.ts";
import { rupiah } from "#texts/format.ts";
import { type Texts, textsFor } from "#texts/index.ts";
import { Notice } from "#ui/notice.tsx";
import { TextLink } from "#ui/text-link.tsx";
import { DeleteForm } from "./delete-form.tsx";
import { ExportForm } from "./export-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).profile.tabs.data };
}

/** What one may do with what is kept about oneself: read what that is, take it along, and delete the account. */
export default async function DataPage({ searchParams }: PageProps<"/akun/data">) {
  const { gagal, tunggu } = await searchParams;
  const asking = await requireUser("/akun/data");
  const { locale } = await preferences();
  const texts = textsFor(locale).profile;
  const { copy, deletion } = texts.data;
  const proof = await proofKindOf(asking.id);
  const obstacles = await openOfAccount(asking.id);
  const leads = (await organizer()) !== undefined;
  return (
    <AccountFrame asking={asking} here="data">
      <TextLink href="/privasi" apart>
        {texts.data.privacy}
      </TextLink>
      <Section id="salinan" title={copy.title}>
        <p className="text-ink-soft">{copy.lead}</p>
        {proof === "none" ? (
          <p className="text-ink-soft">{texts.bank.proof.noPassword}</p>
        ) : (
          <ExportForm locale={locale} proof={proof} refusal={one(gagal)} waitSeconds={Number(one(tunggu)) || 0} />
        )}
      </Section>
      <Section id="delete" title={deletion.title}>
        <p>{deletion.lead}</p>
        <ul className="list-disc space-y-1.5 pl-5 text-ink-soft">
          {[...deletion.effects, ...(leads ? [deletion.organizer] : [])].map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
        {obstacles.length > 0 && <Open obstacles={obstacles} texts={deletion} />}
        {obstacles.length === 0 && proof === "none" && <p className="text-ink-soft">{texts.bank.proof.noPassword}</p>}
        {obstacles.length === 0 && proof !== "none" && <DeleteForm locale={locale} proof={proof} />}
      </Section>
    </AccountFrame>
  );
}

/** What is still open, each with what to do about it. */
function Open({ obstacles, texts }: { obstacles: Obstacle[]; texts: Texts["profile"]["data"]["deletion"] }) {
  return (
    <Notice tone="stale">
      <h3 className="font-bold">{texts.open}</h3>
      <p className="mt-1 font-normal">{texts.openLead}</p>
      <ul className="mt-3 space-y-3 font-normal">
        {obstacles.map(({ kind, of, title, amountRupiah }) => (
          <li key={`${kind} ${of} ${amountRupiah}`}>
            {title && (
              <span className="block font-semibold break-words">
                {[title, amountRupiah !== null && rupiah(amountRupiah)].filter(Boolean).join(", ")}
              </span>
            )}
            {texts.obstacles[kind]} {of && <TextLink href={placeOf(kind, of) as Route}>{texts.look}</TextLink>}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function placeOf(kind: Obstacle["kind"], of: string): string {
  if (kind === "trip") return `/organizer/trip/${of}`;
  return kind === "payout" ? "/organizer/dana" : `/pesanan/${of}`;
}
