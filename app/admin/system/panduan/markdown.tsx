import { lexer, type MarkedToken, type Token, type Tokens } from "marked";
import type { Route } from "next";
import Link from "next/link";
import { Fragment, type ReactNode } from "react";

/**
 * Markdown as elements of our own. Nothing of it becomes HTML by itself: what is no known token is left out, what is HTML
 * is left out too, save `<a id="…"></a>`, which names a place, and a link leads to where the web's own addresses lead.
 */
export function Markdown({ children }: { children: string }) {
  return <Blocks tokens={lexer(children)} />;
}

/** A document in its chapters: what stands before the first heading of the second level, and each of those with what follows. */
export function chapterTokens(markdown: string): { id: string; title: string; tokens: Token[] }[] {
  const chapters: { id: string; title: string; tokens: Token[] }[] = [{ id: "", title: "", tokens: [] }];
  for (const token of lexer(markdown)) {
    if (token.type === "heading" && token.depth === 2) {
      chapters.push({ id: slugOf(token.text), title: plain(token.text), tokens: [] });
    } else chapters.at(-1)!.tokens.push(token);
  }
  return chapters;
}

/** The part that a place names, without its heading: up to the next place or heading. Undefined where there is no such place. */
export function partTokens(markdown: string, id: string): Token[] | undefined {
  const tokens = lexer(markdown);
  const start = tokens.findIndex((token) => placeOf(token) === id);
  if (start < 0) return undefined;
  const body = tokens.slice(start + 1).filter(({ type }, index) => !(type === "heading" && index < 2));
  const end = body.findIndex((token) => token.type === "heading" || placeOf(token) !== undefined);
  return end < 0 ? body : body.slice(0, end);
}

function placeOf(token: Token): string | undefined {
  return token.type === "html" || token.type === "paragraph"
    ? /^<a id="([a-z0-9-]+)">\s*<\/a>\s*$/.exec(token.raw.trim())?.[1]
    : undefined;
}

/** Lower case, letters and digits, as code hosts name the places of headings. */
export function slugOf(heading: string): string {
  return plain(heading)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, "")
    .trim()
    .replace(/\s+/g, "-");
}

const plain = (text: string) => text.replaceAll(/[`*]/g, "");

/** Parts of a document, see {@link Markdown}. */
export function Blocks({ tokens }: { tokens: readonly Token[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a document's parts have no identity but their place
  return tokens.map((token, index) => <Block key={index} token={token as MarkedToken} />);
}

function Block({ token }: { token: MarkedToken }): ReactNode {
  switch (token.type) {
    case "heading":
      return <Heading token={token} />;
    case "paragraph":
      return (
        <p className="max-w-[75ch]">
          <Inline tokens={token.tokens} />
        </p>
      );
    case "text":
      return token.tokens ? <Inline tokens={token.tokens} /> : token.text;
    case "list":
      return <List token={token} />;
    case "code":
      return <Code>{token.text}</Code>;
    case "table":
      return <Table token={token} />;
    case "blockquote":
      return (
        <blockquote className="border-l-2 border-line-strong pl-4">
          <Blocks tokens={token.tokens} />
        </blockquote>
      );
    case "html":
      return <Place html={token.text} />;
    case "hr":
      return <hr className="border-line" />;
    default:
      return null;
  }
}

function Heading({ token: { depth, text, tokens } }: { token: Tokens.Heading }) {
  const Level = `h${Math.min(depth, 6)}` as "h1" | "h2" | "h3" | "h4";
  const looks: Record<number, string> = {
    1: "text-2xl font-extrabold tracking-tight sm:text-[1.75rem]",
    2: "scroll-mt-6 pt-6 text-xl font-extrabold",
    3: "scroll-mt-6 pt-3 text-[17px] font-bold",
  };
  return (
    <Level id={slugOf(text)} className={looks[depth] ?? "font-bold"}>
      <Inline tokens={tokens} />
    </Level>
  );
}

function List({ token: { ordered, start, items } }: { token: Tokens.List }) {
  const Kind = ordered ? "ol" : "ul";
  return (
    <Kind
      start={ordered && typeof start === "number" ? start : undefined}
      className={`max-w-[75ch] space-y-1.5 pl-6 ${ordered ? "list-decimal" : "list-disc"}`}
    >
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <li key={index} className="space-y-2 pl-1">
          <Blocks tokens={item.tokens} />
        </li>
      ))}
    </Kind>
  );
}

/** Dozens of them stand in a runbook: none is a landmark of the page. */
function Code({ children }: { children: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
    <pre tabIndex={0} className="overflow-x-auto rounded-card bg-sand px-4 py-3 font-mono text-[13px] leading-6">
      {children}
    </pre>
  );
}

function Table({ token: { header, rows } }: { token: Tokens.Table }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
    <div tabIndex={0} className="overflow-x-auto">
      <table className="w-full text-[15px]">
        <thead>
          <tr className="border-b border-line-strong/50 text-left text-sm text-ink-soft">
            {header.map((cell) => (
              <th key={cell.text} scope="col" className="py-2 pr-4 font-semibold">
                <Inline tokens={cell.tokens} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <tr key={row.map(({ text }) => text).join("|")}>
              {row.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={index} className="py-2 pr-4 align-top">
                  <Inline tokens={cell.tokens} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `<a id="missed"></a>` and nothing else. */
function Place({ html }: { html: string }) {
  const id = /^<a id="([a-z0-9-]+)">\s*(?:<\/a>)?\s*$/.exec(html.trim())?.[1];
  return id ? <span id={id} className="block scroll-mt-6" /> : null;
}

function Inline({ tokens }: { tokens: readonly Token[] }) {
  return tokens.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: as above
    <Fragment key={index}>{inline(token as MarkedToken)}</Fragment>
  ));
}

function inline(token: MarkedToken): ReactNode {
  switch (token.type) {
    case "text":
      return token.tokens ? <Inline tokens={token.tokens} /> : token.text;
    case "escape":
      return token.text;
    case "strong":
      return (
        <strong className="font-bold">
          <Inline tokens={token.tokens} />
        </strong>
      );
    case "em":
      return (
        <em>
          <Inline tokens={token.tokens} />
        </em>
      );
    case "del":
      return (
        <del>
          <Inline tokens={token.tokens} />
        </del>
      );
    case "codespan":
      return <code className="rounded-[4px] bg-sand px-1 font-mono text-[13px] break-words">{token.text}</code>;
    case "br":
      return <br />;
    case "link":
      return <MarkdownLink token={token} />;
    case "html":
      return <Place html={token.text} />;
    default:
      return null;
  }
}

const look = "font-semibold text-sea underline underline-offset-4";

/** A link to a place of the page or to another site; what leads to a file of the repository is its words alone. */
function MarkdownLink({ token: { href, tokens } }: { token: Tokens.Link }) {
  const words = <Inline tokens={tokens} />;
  if (/^#[\p{L}\p{N}-]+$/u.test(href)) {
    return (
      <a href={href} className={look}>
        {words}
      </a>
    );
  }
  if (/^\/(?![/\\])/.test(href)) {
    return (
      <Link href={href as Route} prefetch={false} className={look}>
        {words}
      </Link>
    );
  }
  if (!/^https?:\/\//.test(href)) return words;
  return (
    <a href={href} rel="noopener noreferrer" className={look}>
      {words}
    </a>
  );
}
