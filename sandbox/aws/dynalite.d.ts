// What is used of dynalite, which brings no types of its own. https://github.com/architect/dynalite
declare module "dynalite" {
  import type { Server } from "node:http";

  interface Options {
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
    readonly verbose?: boolean;
  }

  const dynalite: (options?: Options) => Server;
  export default dynalite;
}
