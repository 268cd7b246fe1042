import { repeatable } from "#app/_forms/sent-forms/repeatable.ts";
import type { Device } from "#domain/users/devices.ts";
import { moment } from "#texts/format.ts";
import { type Locale, type Texts, textsFor } from "#texts/index.ts";
import { Badge } from "#ui/badge.tsx";
import { Submit } from "#ui/submit.tsx";
import { endOtherSessionsAction, endSessionAction } from "./actions.ts";

/** Where somebody is signed in, and the buttons that end one of it, or all but this. */
export function Devices({ devices, locale }: { devices: Device[]; locale: Locale }) {
  const { sessions: texts, saving } = textsFor(locale).profile;
  return (
    <>
      <p className="text-ink-soft">{texts.lead}</p>
      <ul className="divide-y divide-line">
        {devices.map((device) => (
          <li key={device.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
            <div className="min-w-0 space-y-0.5">
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
                {nameOf(device, texts)}
                {device.here && (
                  <Badge tone="ok" size="small">
                    {texts.here}
                  </Badge>
                )}
              </p>
              <p className="text-sm text-ink-soft">
                {texts.since} {moment(device.signedInAt, locale)} · {texts.seen} {moment(device.seenAt, locale)}
              </p>
            </div>
            {!device.here && (
              <form {...repeatable} action={endSessionAction}>
                <input type="hidden" name="device" value={device.id} />
                <Submit tone="quiet" size="small" pending={saving}>
                  {texts.end}
                  <span className="sr-only"> {nameOf(device, texts)}</span>
                </Submit>
              </form>
            )}
          </li>
        ))}
      </ul>
      {devices.length > 1 && (
        <form {...repeatable} action={endOtherSessionsAction}>
          <Submit tone="quiet" pending={saving} className="min-h-12">
            {texts.endOthers}
          </Submit>
        </form>
      )}
    </>
  );
}

function nameOf({ browser, system }: Device, texts: Texts["profile"]["sessions"]): string {
  if (browser && system) return texts.on(browser, system);
  return browser ?? system ?? texts.unknown;
}
