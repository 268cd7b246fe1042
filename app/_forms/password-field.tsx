"use client";

import { type ComponentProps, useState } from "react";
import { accountTexts } from "#texts/account.ts";
import type { Locale } from "#texts/format.ts";
import { Button } from "#ui/button.tsx";
import { Field } from "#ui/field.tsx";
import { Eye, EyeOff } from "#ui/icons.tsx";

/** A field for a password, with a button beside it that shows what was typed. Without scripts there is no button. */
export function PasswordField({ locale, ...field }: ComponentProps<typeof Field> & { locale: Locale }) {
  const texts = accountTexts(locale).password;
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <Field
      {...field}
      type={isShown ? "text" : "password"}
      autoCapitalize="none"
      spellCheck={false}
      className="pr-14"
      beside={
        <Button
          tone="bare"
          aria-pressed={isShown}
          aria-controls={field.id}
          onClick={() => setShown(!isShown)}
          className="absolute inset-y-0.5 right-0.5 min-h-11 min-w-11 px-0 noscript:hidden"
        >
          <Icon aria-hidden="true" className="size-5" />
          <span className="sr-only">{texts.show}</span>
        </Button>
      }
    />
  );
}
