// What Slack offers of an app before anything is sent: its commands with their hints, and its shortcuts.
import { frontEn } from "../../src/i18n/front-en.ts";
import { frontJa } from "../../src/i18n/front-ja.ts";

/** As the manifest declares them; the hints are the examples of each command's help. */
export const offered = (language: "en" | "ja") => {
  const { commands, menu } = language === "en" ? frontEn : frontJa;
  const hints = Object.values(commands).flatMap(({ examples, summary }) =>
    examples.slice(0, 1).map((line) => ({ text: line.replace(/^\/backup /, ""), says: summary })),
  );
  return {
    commands: [
      {
        command: "/backup",
        description: "AWS Backup",
        usageHint: "status · jobs · points · vaults · help",
        hints,
      },
    ],
    shortcuts: [{ name: menu.title, callbackId: "menu.open" }],
  };
};
