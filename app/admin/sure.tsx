import { Notice } from "#ui/notice.tsx";

type SureProps = {
  field: { errors?: string[] | undefined };
  /** The amount that was asked about; the next press is about this one and no other. */
  rupiah: number | undefined;
};

/** Asks once more about an unlikely amount: the sentence, and what the next press then says. Needs no script. */
export function Sure({ field, rupiah }: SureProps) {
  const [question] = field.errors ?? [];
  if (!question) return null;
  return (
    <Notice role="alert">
      {question}
      {rupiah !== undefined && <input type="hidden" name="sure" value={rupiah} />}
    </Notice>
  );
}
