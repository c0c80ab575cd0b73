// The people and channels of the fixture: three zones, three locales, one private channel, one empty.

export const users = [
  { id: "U0ASKER", name: "asker", role: "operator", locale: "ja-JP", tz: "Asia/Tokyo" },
  { id: "U0LEAD", name: "lead-a", role: "backup lead", locale: "en-US", tz: "America/New_York" },
  { id: "U0OTHER", name: "reader", role: "reader", locale: "en-GB", tz: "Europe/London" },
];

export const channels = [
  { id: "C0PROD", name: "backup-production", private: false },
  { id: "C0STG", name: "backup-staging", private: false },
  { id: "C0APPR", name: "backup-approvals", private: true },
  { id: "C0EVERY", name: "every-block", private: false },
  { id: "C0HOSTILE", name: "hostile", private: false },
  { id: "C0EMPTY", name: "quiet", private: false },
];

export const commands = [
  {
    command: "/backup",
    description: "AWS Backup",
    usageHint: "status · jobs · help",
    hints: [
      { text: "status", says: "Today at a glance." },
      { text: "jobs --state failed", says: "Jobs as a table." },
      { text: "points orders-db", says: "Recovery points of a resource." },
      { text: "help", says: "What a command does." },
    ],
  },
];

export const shortcuts = [
  { name: "Backup menu", callbackId: "menu.open" },
  { name: "Recovery points", callbackId: "points.open" },
];
