import { type FieldMetadata, type FormMetadata, getInputProps } from "@conform-to/react";
import type { KeyboardEvent } from "react";
import { useListFocus } from "#app/_forms/use-list-focus.ts";
import { Button } from "#ui/button.tsx";
import { CircleAlert, Plus, X } from "#ui/icons.tsx";
import type { TripValues } from "./trip-values.ts";

type LineListProps = {
  form: FormMetadata<TripValues, string[]>;
  list: FieldMetadata<string[], TripValues, string[]>;
  title: string;
  hint?: string;
  /** The name of a line, by its number, for who does not see the title above. */
  item: (number: number) => string;
  add: string;
  remove: (item: string) => string;
};

/** A list of short lines, such as what is included: Enter begins the next one, and an empty one counts for nothing. */
export function LineList({ form, list, title, hint, item, add, remove }: LineListProps) {
  const lines = list.getFieldList();
  const focus = useListFocus(lines.length);

  function addOnEnter(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    focus.list.current?.querySelector<HTMLButtonElement>("[data-add]")?.click();
  }

  return (
    <div ref={focus.list} className="space-y-2">
      <p className="text-sm font-semibold">{title}</p>
      {hint && <p className="text-sm text-ink-soft">{hint}</p>}
      {lines.map((line, index) => (
        <div key={line.key} data-line>
          <div className="flex gap-1">
            <input
              {...getInputProps(line, { type: "text", ariaDescribedBy: line.errors ? line.errorId : undefined })}
              key={line.key}
              aria-label={item(index + 1)}
              maxLength={120}
              onKeyDown={addOnEnter}
              className="block min-h-12 w-full min-w-0 rounded-control border border-line-strong bg-surface px-3.5 text-base text-ink transition-colors duration-150 hover:border-ink-soft aria-invalid:border-failed"
            />
            <Button
              {...form.remove.getButtonProps({ name: list.name, index })}
              type="submit"
              tone="bare"
              aria-label={remove(item(index + 1))}
              onClick={focus.asks}
              className="size-12 shrink-0 px-0"
            >
              <X aria-hidden="true" className="size-4" />
            </Button>
          </div>
          {line.errors && <ErrorBelow id={line.errorId}>{line.errors[0]}</ErrorBelow>}
        </div>
      ))}
      {list.errors && <ErrorBelow id={list.errorId}>{list.errors[0]}</ErrorBelow>}
      <Button
        {...form.insert.getButtonProps({ name: list.name, defaultValue: "" })}
        type="submit"
        tone="bare"
        data-add
        onClick={focus.asks}
        className="-ml-3 min-h-11"
      >
        <Plus aria-hidden="true" className="size-4" />
        {add}
      </Button>
    </div>
  );
}

function ErrorBelow({ id, children }: { id: string; children?: string }) {
  return (
    <p id={id} className="mt-1.5 flex gap-1.5 text-sm font-medium text-failed">
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      {children}
    </p>
  );
}
