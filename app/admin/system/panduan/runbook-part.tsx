import type { Token } from "marked";
import Link from "next/link";
import { runbookPath } from "#app/admin/system/paths.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { CodeBlock } from "#ui/code-block.tsx";
import { CopyButton } from "#ui/copy-button.tsx";
import { Blocks, partTokens } from "./markdown.tsx";
import { runbook } from "./runbook.ts";

/**
 * What the runbook says about a reason, in place: whoever reads what is wrong need not look for what to do. Commands are
 * copied at a press. Nothing where the runbook has no such part.
 */
export async function RunbookPart({ part, locale, id }: { part: string; locale: Locale; id?: string }) {
  const tokens = partTokens(await runbook(locale), part);
  if (!tokens) return null;
  const texts = textsFor(locale).system;
  const heading = `${id ?? part}-title`;
  return (
    <section
      id={id}
      aria-labelledby={heading}
      className="scroll-mt-6 space-y-3 rounded-card border border-line-strong px-4 py-4 text-[15px] break-words sm:px-5"
    >
      <h2 id={heading} className="text-lg font-extrabold">
        {texts.attention.mend}
      </h2>
      {tokens.map((token, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a document's parts have no identity but their place
        <PartBlock key={index} token={token} locale={locale} />
      ))}
      <p className="text-sm">
        <Link href={runbookPath(part)} prefetch={false} className="font-semibold underline underline-offset-4">
          {texts.runbook.open}
        </Link>
      </p>
    </section>
  );
}

function PartBlock({ token, locale }: { token: Token; locale: Locale }) {
  if (token.type !== "code") return <Blocks tokens={[token]} />;
  const texts = textsFor(locale).system.byHand;
  return (
    <div className="space-y-2">
      <CodeBlock label={texts.command} wrap>
        {token.text}
      </CodeBlock>
      <CopyButton text={token.text} label={texts.copy} copied={texts.copied} className="print:hidden" />
    </div>
  );
}
