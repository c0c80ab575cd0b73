// The watch: what AWS does not tell, Stillpoint looks for. A quarter of an hour apart, by the clock.
import type { Feature } from "../../ports/feature.ts";
import { keepWatch } from "./flow.ts";

export const watch: Feature = { name: "watch", ticks: keepWatch };
