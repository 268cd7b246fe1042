import { Command, InvalidArgumentError } from "commander";
import { expect, it } from "vitest";
import { address, atMost, blockOptions, inputJson, knownZone, statuses, upperCaseStatus } from "./command-options.ts";

it.each([
  ["https://shop.example/cron", true],
  ["http://127.0.0.1:3000", true],
  ["shop.example", false],
  ["ftp://shop.example", false],
  ["javascript:alert(1)", false],
  ["", false],
  [`https://shop.example/${"x".repeat(2_000)}`, false],
])("an address is one that a request can go to: %.40s", (text, isRight) => {
  if (isRight) expect(address(text)).toBe(text);
  else
    expect(() => address(text)).toThrow(
      new InvalidArgumentError("It must be an address such as https://your-domain.com."),
    );
});

it.each([
  ["1", 1],
  ["200", 200],
  ["201", "It must be at most 200."],
  ["0", "It must be a whole number from 1 on."],
  ["-1", "It must be a whole number from 1 on."],
  ["1.5", "It must be a whole number from 1 on."],
  ["ten", "It must be a whole number from 1 on."],
  ["", "It must be a whole number from 1 on."],
])("how many is a whole number within bounds: %j", (text, expected) => {
  if (typeof expected === "number") expect(atMost(200)(text)).toBe(expected);
  else expect(() => atMost(200)(text)).toThrow(new InvalidArgumentError(expected));
});

it.each([
  ["failed", "FAILED"],
  ["timed-out", "TIMED_OUT"],
  ["Timed_Out", "TIMED_OUT"],
  ["MISSED", "MISSED"],
])("a status is one however it is written: %s", (text, status) => expect(upperCaseStatus(text)).toBe(status));

it.each(["", "fail", "RUNNING "])("what is no status is told which there are: %j", (text) => {
  expect(() => upperCaseStatus(text)).toThrow(new InvalidArgumentError(`It is one of ${statuses.join(", ")}.`));
});

it("a zone is one that this machine knows", () => {
  expect(knownZone("Asia/Jakarta")).toBe("Asia/Jakarta");
  expect(() => knownZone("Asia/Jakrta")).toThrow(InvalidArgumentError);
  expect(() => knownZone("Asia/Jakrta")).toThrow("Asia/Jakarta");
});

it.each(['{"month":"2026-11"}', "[]", "null", "3"])("an input is any JSON, handed on as it was typed: %s", (text) => {
  expect(inputJson(text)).toBe(text);
});

it.each(["{month:1}", "", "{"])("what is no JSON is refused before anything is asked: %j", (text) => {
  expect(() => inputJson(text)).toThrow(InvalidArgumentError);
});

it.each([
  [["--zone", "Mars/Olympus"], "--zone"],
  [["--url", "shop"], "--url"],
  [["--display-zone", "nowhere"], "--display-zone"],
  [["--locale", "not a language"], "It must be a language"],
])("a crontab block refuses %j and names the option", (args, named) => {
  const errors: string[] = [];
  const command = blockOptions(new Command("crontab"))
    .exitOverride()
    .configureOutput({ writeErr: (text) => errors.push(text) });
  expect(() => command.parse(args, { from: "user" })).toThrow();
  expect(errors.join("")).toContain(named);
});
