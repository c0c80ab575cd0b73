// Which routes of the configuration fit an alert, and which tags must be known to tell.
import type { Config, Route } from "./config.ts";

/** The routes that fit in all but the tags. */
export const routesBut = (
  { routes }: Pick<Config, "routes">,
  by: {
    readonly environment: string | undefined;
    readonly severity: string;
    readonly resourceType?: string | undefined;
  },
): readonly Route[] =>
  routes.filter(
    (each) =>
      (each.environment === undefined || each.environment === by.environment) &&
      (each.severity === undefined || each.severity === by.severity) &&
      (each.resourceType === undefined || each.resourceType === by.resourceType),
  );

/** Tags that are not known fit no route that names some. */
export const hasTags = (tags: Readonly<Record<string, string>> = {}, route: Route): boolean =>
  Object.entries(route.tags ?? {}).every(([key, value]) => Object.hasOwn(tags, key) && tags[key] === value);

/** Of routes that fit in all else, the tags that are named before the first that names none. */
export const tagsNamed = (routes: readonly Route[]): readonly string[] => {
  const names = routes.map(({ tags }) => Object.keys(tags ?? {}));
  const first = names.findIndex(({ length }) => length === 0);
  return [...new Set(names.slice(0, first === -1 ? names.length : first).flat())].sort();
};
