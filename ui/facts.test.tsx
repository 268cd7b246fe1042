import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Facts } from "./facts.tsx";

it.each([null, undefined, false, ""])("a fact whose value is %o has no name either", (value) => {
  const facts = [
    { name: "To bring", value },
    { name: "Seats", value: 0 },
  ];
  const markup = renderToStaticMarkup(<Facts facts={facts} />);
  expect(markup).not.toContain("To bring");
  expect(markup).toMatch(/Seats.*>0</);
});
