// `npm start` as somebody would: it prints one address, several stand side by side, and it stops when it is told to.
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";

const main = fileURLToPath(new URL("../../sandbox/main.ts", import.meta.url));
const root = fileURLToPath(new URL("../../", import.meta.url));
const running: ChildProcess[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

const start = (...options: readonly string[]) => {
  const child = spawn(process.execPath, ["--import", "tsx", main, ...options], { cwd: root });
  running.push(child);
  let printed = "";
  let complained = "";
  child.stdout.on("data", (chunk) => {
    printed += chunk;
  });
  child.stderr.on("data", (chunk) => {
    complained += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  const url = async (): Promise<string> => {
    await expect.poll(() => printed, { timeout: 20_000 }).toMatch(/http:\/\/127\.0\.0\.1:\d+\n/);
    return /http:\S+/.exec(printed)?.[0] ?? "";
  };
  return { child, url, ended, printed: () => printed, complained: () => complained };
};

describe("npm start", () => {
  it("prints one address, and alerts arrive by themselves within seconds", async () => {
    const sandbox = start("--port", "0", "--quiet", "--language", "ja");
    const url = await sandbox.url();
    const texts = async () => {
      const answer = await fetch(`${url}/control/messages`);
      const messages = (await answer.json()) as readonly { readonly text: string }[];
      return messages.map(({ text }) => text).join("\n");
    };
    await expect.poll(texts, { timeout: 15_000 }).toContain("バックアップ失敗 · orders-db · 本番");
    expect(await (await fetch(url)).text()).toContain("<html");
    expect(sandbox.printed().trim().split("\n")).toHaveLength(1);
    expect(sandbox.complained()).toBe("");
  });

  it.each([
    "SIGINT",
    "SIGTERM",
  ] as const)("stops cleanly on %s, side by side with another", async (signal) => {
    const [one, other] = [start("--quiet"), start("--quiet")];
    const [first, second] = [await one.url(), await other.url()];
    expect(first).not.toBe(second);
    one.child.kill(signal);
    expect(await one.ended).toBe(0);
    await expect(fetch(first)).rejects.toThrow();
    expect((await fetch(`${second}/control/state`)).status).toBe(200);
  });

  it.each([
    ["a language that it does not speak", ["--language", "fr"], /en or ja; found fr/],
    ["a port that is none", ["--port", "many"], /from 0 to 65535; found many/],
    ["an option that it does not have", ["--loud"], /--loud/],
  ])("refuses %s in one sentence", async (_, options, sentence) => {
    const sandbox = start(...options);
    expect(await sandbox.ended).toBe(2);
    expect(sandbox.complained()).toMatch(sentence);
    expect(sandbox.complained()).toContain("npm start -- [--port");
  });
});
