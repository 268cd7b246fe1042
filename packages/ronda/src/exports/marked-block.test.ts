import { describe, expect, it } from "vitest";
import { ExportError } from "./export-error.ts";
import { findBlock, putLast, replaceBlock } from "./marked-block.ts";

const marks = { begin: "# BEGIN shop", end: "# END shop" };
const block = "# BEGIN shop\nnew\n# END shop";

describe("a marked part of a file", () => {
  it.each([
    ["alone", "# BEGIN shop\nold\n# END shop", block],
    ["between other lines, which stay", "a\n# BEGIN shop\nold\n# END shop\nb\n", `a\n${block}\nb\n`],
    ["with words behind its mark", "# BEGIN shop (do not edit)\nold\n# END shop\n", `${block}\n`],
    ["empty", "# BEGIN shop\n# END shop\n", `${block}\n`],
    [
      "beside another app's",
      "# BEGIN shop-staging\nx\n# END shop-staging\n# BEGIN shop\n# END shop\n",
      `# BEGIN shop-staging\nx\n# END shop-staging\n${block}\n`,
    ],
  ])("is replaced: %s", (_, text, expected) => expect(replaceBlock(text, marks, block)).toBe(expected));

  it.each([
    ["a file without it", "a\nb", `a\nb\n${block}`],
    ["one that ends with its line", "a\n", `a\n${block}`],
    ["an empty one", "", block],
    ["one that has it in the middle, which leaves no gap", "a\n# BEGIN shop\nold\n# END shop\nb\n", `a\nb\n${block}`],
  ])("is put last in %s", (_, text, expected) => expect(putLast(text, marks, block)).toBe(expected));

  it.each([
    ["a mark that stands in the middle of a line", "echo # BEGIN shop\n# x"],
    ["another app's whose name goes on", "# BEGIN shop.eu\n# END shop.eu\n# BEGIN shop_2\n# END shop_2"],
    ["an indented one", "  # BEGIN shop\n  # END shop"],
  ])("is none: %s", (_, text) => {
    expect(findBlock(text, marks)).toBeUndefined();
    expect(() => replaceBlock(text, marks, block)).toThrow(
      new ExportError(
        'the file has no line "# BEGIN shop"; put it, and "# END shop" below it, where the block belongs',
      ),
    );
  });

  it.each([
    ["its end is missing", "# BEGIN shop\nold\n"],
    ["its beginning is", "old\n# END shop\n"],
    ["it stands twice", `${block}\n${block}\n`],
    ["it ends before it begins", "# END shop\n# BEGIN shop\n"],
  ])("is touched by nobody where %s", (_, text) => {
    for (const doing of [
      () => findBlock(text, marks),
      () => replaceBlock(text, marks, block),
      () => putLast(text, marks, block),
    ]) {
      expect(doing).toThrow(new ExportError('"# BEGIN shop" and "# END shop" must each stand once, in this order'));
    }
  });
});
