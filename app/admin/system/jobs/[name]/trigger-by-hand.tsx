import { Section } from "#app/admin/section.tsx";
import { env } from "#env.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { CodeBlock } from "#ui/code-block.tsx";
import { CopyButton } from "#ui/copy-button.tsx";
import { WithCode } from "#ui/with-code.tsx";

/** The line that triggers the job as the crontab does. The secret is in a file of the server, never on a page. */
export function TriggerByHand({ job, locale }: { job: string; locale: Locale }) {
  const texts = textsFor(locale).system.byHand;
  const line = `curl --config ~/.config/setrip/cron.curl ${env().APP_URL}/api/cron/${job}`;
  return (
    <Section title={texts.title}>
      <p className="max-w-[70ch] text-ink-soft">
        <WithCode>{texts.lead}</WithCode>
      </p>
      <CodeBlock label={texts.line} wrap>
        {line}
      </CodeBlock>
      <CopyButton text={line} label={texts.copy} copied={texts.copied} className="print:hidden" />
    </Section>
  );
}
