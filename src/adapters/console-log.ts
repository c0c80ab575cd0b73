// One line of JSON a fact, with nothing to load: for the front door, where every start counts. The other functions
// use the ecosystem's own logger; the lines look the same.
import type { Log } from "../ports/world.ts";

export const consoleLog = (functionName: string): Log => {
  const write = (level: string) => (verb: string, facts: Readonly<Record<string, unknown>>) => {
    const common = {
      level,
      message: verb,
      service: `stillpoint-${functionName}`,
      timestamp: new Date().toISOString(),
    };
    process.stdout.write(`${JSON.stringify({ ...common, ...facts })}\n`);
  };
  return { info: write("INFO"), warn: write("WARN"), error: write("ERROR") };
};
