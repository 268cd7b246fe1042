import type { RequestListener } from "node:http";
import { expect, it } from "vitest";
import { drawFirstPages } from "./first-pages.ts";

function pages(respond: RequestListener = (_request, response) => void response.end("")) {
  const asked: string[] = [];
  const listener: RequestListener = (request, response) => {
    asked.push(request.url!);
    respond(request, response);
  };
  return { asked, listener };
}

it("a process draws the pages that most visitors open, with the first trip that the home page links to", async () => {
  const home = '<a href="/cara-kerja">?</a><a href="/trip/bromo-3h2m?x=1">no</a><a href="/trip/rinjani-4d">Rinjani</a>';
  const { asked, listener } = pages((request, response) => void response.end(request.url === "/" ? home : ""));
  await drawFirstPages(listener);
  expect(asked).toEqual(["/", "/trip/rinjani-4d", "/masuk", "/api/health/ready"]);
});

it("without a trip it draws the others", async () => {
  const { asked, listener } = pages();
  await drawFirstPages(listener);
  expect(asked).toEqual(["/", "/masuk", "/api/health/ready"]);
});

it("a page that fails keeps no process from starting", async () => {
  const { asked, listener } = pages((_request, response) => void response.writeHead(500).end("no"));
  await drawFirstPages(listener);
  expect(asked).toHaveLength(3);
});

it.each<[string, RequestListener]>([
  ["that nobody answers", () => {}],
  ["whose connection is cut", (request) => void request.socket.destroy()],
])("a page %s keeps no process from starting", async (_what, respond) => {
  const { asked, listener } = pages(respond);
  await drawFirstPages(listener, 300);
  expect(asked).toEqual(["/"]);
});
