import { ActionDisclosure } from "#app/admin/action-disclosure.tsx";
import { ActionForm } from "#app/admin/action-form.tsx";
import { Cause } from "#app/admin/cause-words.tsx";
import { Section } from "#app/admin/section.tsx";
import { mailCauseOf } from "#domain/emails/cause.ts";
import type { DeadGroups, DeadMails } from "#domain/emails/resend-many.ts";
import { count } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { resendManyAction } from "./actions.ts";

type DeadGroupsProps = { dead: DeadGroups; at: Date; back: string; locale: Locale };

/** Dead mails by what they died of, each group to be sent again at once. Nothing when none is dead. */
export function DeadGroupsList({ dead: { groups, all }, at, back, locale }: DeadGroupsProps) {
  if (all.count === 0) return null;
  const texts = textsFor(locale).admin.emails.groups;
  const hidden = { back, deadBefore: at.toISOString() };
  return (
    <Section title={texts.title}>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {groups.map((group) => (
          <li key={group.key} className="space-y-3 p-4">
            {mailCauseOf(group) ? (
              <Cause of={group} then={group.resendable > 0 ? "resend" : "gone"} locale={locale} />
            ) : (
              <p className="font-semibold text-failed">{texts.noError}</p>
            )}
            <Resend
              mails={group}
              hidden={{ ...hidden, key: group.key }}
              isUseless={isAboutRecipient(group)}
              locale={locale}
            />
          </li>
        ))}
        {groups.length > 1 && !groups.some(isAboutRecipient) && (
          <li className="space-y-3 p-4">
            <p className="font-semibold">{texts.all}</p>
            <Resend mails={all} hidden={hidden} locale={locale} />
          </li>
        )}
      </ul>
    </Section>
  );
}

/** These would die of the same again until the recipient's account has another address, and then new mails go there. */
function isAboutRecipient(group: DeadGroups["groups"][number]): boolean {
  return mailCauseOf(group) === "address";
}

type ResendProps = { mails: DeadMails; hidden: Record<string, string>; isUseless?: boolean; locale: Locale };

/** How many, how many of them stay and why; the button says how many go, and asks once more. */
function Resend({ mails, hidden, isUseless = false, locale }: ResendProps) {
  const texts = textsFor(locale).admin.emails.groups;
  const figure = (number: number) => count(number, locale);
  const secret = mails.secret > 0 ? [texts.secret(figure(mails.secret))] : [];
  const staying = [...(mails.tooLate > 0 ? [texts.tooLate(figure(mails.tooLate))] : []), ...secret];
  return (
    <>
      <p className="text-sm text-ink-soft tabular-nums">
        {/* That the time of all is over, their cause says already. */}
        {[texts.count(figure(mails.count)), ...(mails.resendable === 0 ? [texts.none, ...secret] : staying)].join(" ")}
      </p>
      {mails.resendable > 0 && !isUseless && (
        <ActionDisclosure label={texts.resend(figure(mails.resendable))}>
          <ActionForm
            action={resendManyAction}
            hidden={hidden}
            submit={texts.resendNow(figure(mails.resendable))}
            pending={texts.resending}
          >
            <p className="text-sm text-ink-soft">{[texts.confirm, ...staying].join(" ")}</p>
          </ActionForm>
        </ActionDisclosure>
      )}
    </>
  );
}
