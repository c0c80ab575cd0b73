import { memoryStore } from "../../sandbox/memory-store.ts";
import { storeContract } from "./store.ts";

storeContract("in memory", async () => memoryStore());
