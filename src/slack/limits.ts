// The limits of Block Kit and of messages, once. Characters are counted as UTF-16 units, the stricter reading.
// https://docs.slack.dev/reference/block-kit/blocks, …/block-kit/block-elements and …/block-kit/composition-objects

export const limits = {
  messageBlocks: 50,
  viewBlocks: 100,
  /** https://docs.slack.dev/reference/methods/chat.postMessage: what is longer is cut. */
  messageText: 40_000,
  attachments: 100,
  /** chat.update alone refuses what is longer: https://docs.slack.dev/reference/methods/chat.update */
  updateText: 4_000,
  /** Slack names the refusal (metadata_too_large) and not the figure, so this one is a guess. */
  metadataBytes: 16_000,
  /** block_id, action_id, callback_id and external_id. */
  id: 255,

  // https://docs.slack.dev/reference/block-kit/composition-objects/text-object
  text: 3_000,

  // https://docs.slack.dev/reference/block-kit/blocks/section-block and its neighbours
  fields: 10,
  field: 2_000,
  header: 150,
  headerLevel: 4,
  actions: 25,
  context: 10,
  contextActions: 5,
  visibleTo: 10,
  inputLabel: 2_000,
  imageAlt: 2_000,
  imageTitle: 2_000,
  imageUrl: 3_000,
  /** "Less than 200" and "less than 50": https://docs.slack.dev/reference/block-kit/blocks/video-block */
  videoText: 199,
  videoAuthor: 49,
  /** Of all markdown in one payload: https://docs.slack.dev/reference/block-kit/blocks/markdown-block */
  markdown: 12_000,

  // https://docs.slack.dev/reference/block-kit/blocks/table-block and …/data-table-block
  tableRows: 100,
  tableColumns: 20,
  tableCharacters: 10_000,
  tablesPerMessage: 1,
  dataTableRowsMin: 2,
  /** The header and 200 rows; an older page says 101. */
  dataTableRows: 201,
  dataTableCharacters: 20_000,
  dataTablePage: 100,

  // https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
  chartTitle: 50,
  chartsPerMessage: 2,
  /** Segments of a pie and series of the others; an older page says 6. */
  chartSeries: 12,
  chartPoints: 20,
  chartLabel: 20,
  axisLabel: 50,

  // https://docs.slack.dev/reference/block-kit/blocks/alert-block, …/card-block, …/carousel-block, …/container-block
  alertText: 200,
  cardTitle: 150,
  cardBody: 200,
  cardButtons: 3,
  carouselCards: 10,
  containerTitle: 150,
  containerBlocks: 10,

  // https://docs.slack.dev/reference/block-kit/block-elements
  buttonText: 75,
  buttonValue: 2_000,
  accessibilityLabel: 75,
  url: 3_000,
  optionText: 75,
  optionValue: 150,
  options: 100,
  optionGroups: 100,
  groupLabel: 75,
  placeholder: 150,
  overflowOptions: 5,
  choiceOptions: 10,
  inputLength: 3_000,
  inputFiles: 10,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,

  // https://docs.slack.dev/reference/views/modal-views
  viewTitle: 24,
  privateMetadata: 3_000,
  viewBytes: 250_000,
} as const;
