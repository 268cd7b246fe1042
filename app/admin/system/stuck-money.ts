/** Money that waits longer than it should, as the yellow banners show it. */
export type StuckMoney = {
  kind: "payments" | "payouts" | "refunds";
  count: number;
  amountRupiah: number;
  oldestAt: Date;
  /** The page that lists exactly these rows. */
  href: string;
};
