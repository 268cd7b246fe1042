/** Money that waits longer than it should, files that are lost, or mails that are dead, as the yellow banners show it. */
export type StuckMoney = {
  kind: "payments" | "payouts" | "refunds" | "photos" | "papers" | "mails";
  count: number;
  /** 0 where it is not about money. */
  amountRupiah: number;
  oldestAt: Date;
  /** The page that lists exactly these rows. */
  href: string;
};
