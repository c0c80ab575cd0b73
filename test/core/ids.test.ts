// Equal values have equal names, whatever order their members were written in.
import { describe, expect, it } from "vitest";
import { canonicalJson, digestOf } from "../../src/core/ids.ts";

describe("canonical JSON", () => {
  it.each<[string, unknown, string]>([
    ["orders members at every depth", { b: [{ d: 1, c: 2 }], a: "x" }, '{"a":"x","b":[{"c":2,"d":1}]}'],
    ["orders names by their code units", { "10": 1, "9": 2, B: 3, a: 4 }, '{"10":1,"9":2,"B":3,"a":4}'],
    ["leaves out what is undefined", { b: 1, a: undefined }, '{"b":1}'],
    ["keeps the places of a list", [1, undefined, null], "[1,null,null]"],
    ["escapes names and texts", { 'a"': "\n注" }, '{"a\\"":"\\n注"}'],
    ["has a text for nothing", undefined, "null"],
    ["has a text for an empty thing", {}, "{}"],
  ])("%s", (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });
});

it("names a text by the sha256 of its UTF-8", () => {
  // FIPS 180-4, example of one block: https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values
  expect(digestOf("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
