import { createElement } from "react";

/** As little as Next allows. */
export default function Layout({ children }) {
  return createElement("html", { lang: "id" }, createElement("body", null, children));
}
