import { repeatable } from "#app/_forms/sent-forms/repeatable.ts";
import { type Locale, languageOf, locales, textsFor } from "#texts/index.ts";
import { classes } from "#ui/classes.ts";
import { Monitor, Moon, Sun } from "#ui/icons.tsx";
import { type Theme, themes } from "./preferences.ts";
import { chooseLocaleAction, chooseThemeAction } from "./preferences-actions.ts";

const icons = { system: Monitor, light: Sun, dark: Moon } as const;

/** The switches for language and theme. Plain forms: they work before any script has loaded. */
export function PreferencesControls({ locale, theme }: { locale: Locale; theme: Theme }) {
  const texts = textsFor(locale).site;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <form {...repeatable} action={chooseLocaleAction}>
        <fieldset className="flex items-center rounded-control bg-sand p-0.5">
          <legend className="sr-only">{texts.language}</legend>
          {locales.map((choice) => (
            <Choice
              key={choice}
              name="locale"
              value={choice}
              pressed={choice === locale}
              label={`${choice.toUpperCase()}, ${languageOf(choice).name}`}
            >
              {choice.toUpperCase()}
            </Choice>
          ))}
        </fieldset>
      </form>
      <form {...repeatable} action={chooseThemeAction}>
        <fieldset className="flex items-center rounded-control bg-sand p-0.5">
          <legend className="sr-only">{texts.theme}</legend>
          {themes.map((choice) => {
            const Icon = icons[choice];
            return (
              <Choice key={choice} name="theme" value={choice} pressed={choice === theme} label={texts[choice]}>
                <Icon aria-hidden="true" className="size-4" />
              </Choice>
            );
          })}
        </fieldset>
      </form>
    </div>
  );
}

type ChoiceProps = { name: string; value: string; pressed: boolean; label: string; children: React.ReactNode };

function Choice({ name, value, pressed, label, children }: ChoiceProps) {
  return (
    <button
      type="submit"
      name={name}
      value={value}
      aria-pressed={pressed}
      aria-label={label}
      title={label}
      className={classes(
        "inline-flex min-h-10 min-w-10 items-center justify-center rounded-[6px] text-sm font-semibold text-ink-soft transition-colors duration-150 hover:text-ink sm:min-h-8 sm:min-w-9",
        pressed && "bg-surface text-ink shadow-[0_0_0_1px_var(--line)]",
      )}
    >
      {children}
    </button>
  );
}
