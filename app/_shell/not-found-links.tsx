import Link from "next/link";
import type { Texts } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";

/** Where to go from an address that leads nowhere. */
export function NotFoundLinks({ texts }: { texts: Texts["site"]["notFound"] }) {
  return (
    <>
      <Button asChild>
        <Link href="/" prefetch={false}>
          {texts.home}
        </Link>
      </Button>
      <Button asChild tone="quiet">
        <Link href="/bantuan" prefetch={false}>
          {texts.help}
        </Link>
      </Button>
    </>
  );
}
