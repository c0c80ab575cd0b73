// The front door's words of one language. The other one is never loaded: it would be read at every cold start.
import type { FrontTexts } from "./front-en.ts";

export const frontTextsFor = async (language: "en" | "ja"): Promise<FrontTexts> => {
  switch (language) {
    case "en":
      return (await import("./front-en.ts")).frontEn;
    case "ja":
      return (await import("./front-ja.ts")).frontJa;
  }
};
