type MoneyBack = { account?: string; accountPage: string };

/** How a mail begins; without a name where a stranger may have typed it. */
export const hello = (name?: string) => (name ? `Hello ${name},` : "Hello,");

/** Where money is going, or what is missing before it can go anywhere. */
export const whereTo = ({ account, accountPage }: MoneyBack) =>
  account
    ? `We transfer it to ${account} within a few working days. Is that account wrong? Change it at ${accountPage}.`
    : `We do not know your bank account yet. Fill it in at ${accountPage}, so that we can transfer the money.`;

/** Of a change that an intruder could have made. */
export const notYou = "It was not you? Change your password at once, then reply to this mail.";

/** The button below it. */
export const changePassword = (href: string) => ({ label: "Change the password", href });
