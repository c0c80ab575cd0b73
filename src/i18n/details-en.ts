// What is said in the modals that open from a card, in English.

export const detailsEn = {
  list: {
    range: (from: number, to: number, total: number) => `${from}–${to} of ${total}`,
    previous: "Previous",
    next: "Next",
    none: "There is nothing here any more.",
  },

  storms: {
    title: "Failures of one cause",
    head: (count: number) => `${count} resources failed for one cause`,
    goodAgain: "good again",
  },

  absences: {
    title: "Backups that never came",
    button: "All of them",
    columns: {
      resource: "Resource",
      place: "Where",
      lastGood: "Last good backup",
      now: "Now",
    },
    open: "no good backup yet",
    goodAgain: "good again",
    gone: "no longer watched",
    requirement: "Requirement",
  },

  /** Whatever is no job, whole. */
  thing: {
    title: "Details",
    state: "State",
    at: "When",
    name: "Name",
    id: "Id",
    told: "What AWS told, the newest first",
    json: "The same as it was kept",
  },

  raw: {
    source: "Source",
    detailType: "Detail type",
    region: "Region",
    content: "As it came",
  },

  cut: (count: number) => `${count} more characters do not fit here.`,
};
