import type { Metadata } from "next";
import { preferences } from "#app/_session/preferences.ts";
import { requireUser, visitorHeaders } from "#app/_session/visitor.ts";
import { wantedPath, withWanted } from "#app/_session/wanted-path.ts";
import { AccountFrame, Section } from "#app/(account)/akun/account-frame.tsx";
import { clock } from "#clock.ts";
import { devicesOf } from "#domain/users/devices.ts";
import { minPasswordLength } from "#domain/users/password-length.ts";
import { textsFor } from "#texts/index.ts";
import { Badge } from "#ui/badge.tsx";
import { Flash } from "#ui/flash.tsx";
import { Notice } from "#ui/notice.tsx";
import { ChangePasswordForm } from "./change-password-form.tsx";
import { Devices } from "./devices.tsx";
import { TwoFactorPanel } from "./two-factor-panel.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).profile.tabs.security };
}

/** Password, second step, and where one is signed in. An admin who lacks the second step is led here first. */
export default async function SecurityPage({ searchParams }: PageProps<"/akun/keamanan">) {
  const { lanjut, kabar } = await searchParams;
  const wanted = wantedPath(lanjut);
  const asking = await requireUser(withWanted("/akun/keamanan", wanted));
  const { locale } = await preferences();
  const texts = textsFor(locale).profile;
  const devices = await devicesOf(asking.id, { visitor: await visitorHeaders(), now: clock() });
  const on = asking.twoFactorEnabled;
  return (
    <AccountFrame asking={asking} here="security">
      {asking.lacksSecondStep && <Notice tone="stale">{texts.twoFactor.required}</Notice>}
      <Flash about={kabar} texts={texts.sessions.flash} />
      <Section
        id="two-factor"
        title={
          <>
            {texts.twoFactor.title}
            <Badge tone={on ? "ok" : "paused"}>{on ? texts.twoFactor.on : texts.twoFactor.off}</Badge>
          </>
        }
      >
        <TwoFactorPanel
          locale={locale}
          on={on}
          verified={asking.emailVerified}
          admin={asking.role === "ADMIN" || asking.lacksSecondStep}
          wanted={wanted}
        />
      </Section>
      <Section id="password-section" title={texts.password.title}>
        <ChangePasswordForm locale={locale} minLength={minPasswordLength} />
      </Section>
      <Section id="devices" title={texts.sessions.title}>
        <Devices devices={devices} locale={locale} />
      </Section>
    </AccountFrame>
  );
}
