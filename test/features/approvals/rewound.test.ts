// Whether an older state of a request was put back: the log knows, whatever the record says of itself.
import { describe, expect, it } from "vitest";
import { dayMs, type Instant, instant } from "../../../src/core/time.ts";
import { decideDeny } from "../../../src/features/approvals/decide.ts";
import { isRewound } from "../../../src/features/approvals/kinds/rewound.ts";
import type { Request } from "../../../src/features/approvals/model.ts";
import { dayOf, sortOf } from "../../../src/ports/audit.ts";
import { accepted, asked, minute, namedOf, people, pressBy, voteOf } from "./requests.ts";

const open = asked();
const denied = accepted(
  decideDeny(open, { named: namedOf(open), press: pressBy(people.leadB, 4), isLead: true, why: "no" }),
);
const granted = accepted(voteOf(open, people.leadA, 5));

const rewound = (request: Request, logged: Request, now: Instant = minute(6)): Promise<boolean> =>
  isRewound(request, {
    now: () => now,
    audit: {
      insert: async () => {},
      list: async (day) =>
        logged.trail.filter(({ at }) => dayOf(at) === day).map((row) => ({ sort: sortOf(row), row })),
    },
  });

describe("a record", () => {
  it("whose rows are those of the log is as it was written", async () => {
    expect(await rewound(granted, granted)).toBe(false);
    expect(await rewound(granted, open)).toBe(false);
  });

  it("that lacks the denial in the log was put back", async () => {
    expect(await rewound(granted, denied)).toBe(true);
    expect(await rewound(open, denied)).toBe(true);
  });

  it.each([
    ["of tomorrow", 1, 0],
    ["of today, when it was denied the day before", 1, 1],
  ])("that says that it is %s was put back all the same", async (_, born, later) => {
    const young = { ...granted, createdAt: instant(granted.createdAt + born * dayMs) };
    expect(await rewound(young, denied, instant(minute(6) + later * dayMs))).toBe(true);
  });
});
