import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Orders test files as Vitest does, by what it knows of earlier runs or by their size, but for `names`, which begin first:
 * begun last, any of them would keep one process at work while the others have nothing left to do.
 */
export function longestFirst(names: string[]): typeof BaseSequencer {
  const place = ({ moduleId }: TestSpecification) => {
    const at = names.findIndex((name) => moduleId.endsWith(`/${name}`));
    return at < 0 ? names.length : at;
  };
  return class LongestFirst extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      return (await super.sort(files)).sort((one, other) => place(one) - place(other));
    }
  };
}
