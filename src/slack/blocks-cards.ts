// What Slack refuses in the blocks of 2026: alerts, cards, carousels, containers, plans and their tasks.
// https://docs.slack.dev/reference/block-kit/blocks/card-block and its neighbours
import { image, placesFor } from "./blocks-elements.ts";
import { type BlockCheck, elementsOf } from "./blocks-layout.ts";
import {
  counted,
  each,
  isThing,
  listIn,
  oneOf,
  plainText,
  problem,
  required,
  textIn,
  textOf,
  unsupported,
  wordsOf,
} from "./blocks-problem.ts";
import { limits } from "./limits.ts";

const card: BlockCheck = (block, at) => {
  const isEmpty = ["hero_image", "title", "actions", "body"].every((name) => block[name] === undefined);
  return [
    ...(isEmpty ? [problem(at, "missing", "one of hero_image, title, actions, body")] : []),
    ...["title", "subtitle"].flatMap((name) => textIn(block, name, at, { max: limits.cardTitle })),
    ...["body", "subtext"].flatMap((name) => textIn(block, name, at, { max: limits.cardBody })),
    ...["hero_image", "icon"].flatMap((name) => {
      const picture = block[name];
      return isThing(picture) ? image(picture, `${at}/${name}`) : [];
    }),
    ...(block.actions === undefined
      ? []
      : elementsOf(limits.cardButtons, placesFor.card, "actions")(block, at)),
    ...(block.icon !== undefined && block.slack_icon !== undefined
      ? [problem(at, "contradiction", "icon and slack_icon exclude each other")]
      : []),
  ];
};

const states = ["in_progress", "complete", "error"];

/** A task's `pending` is known only inside a plan. */
const task =
  (allowed: readonly string[]): BlockCheck =>
  (block, at) => [
    ...["task_id", "title", "status"].flatMap((name) => required(block, name, at)),
    ...oneOf(block.status, allowed, `${at}/status`),
  ];

export const cardChecks: Readonly<Record<string, BlockCheck>> = {
  alert: (block, at) => [
    ...textOf(block, "text", at, { max: limits.alertText }),
    ...oneOf(block.level, ["default", "info", "warning", "error", "success"], `${at}/level`),
  ],
  card,
  carousel: (block, at) => [
    ...counted(block.elements, `${at}/elements`, limits.carouselCards, 1),
    ...each(block.elements, `${at}/elements`, (one, pointer) =>
      one.type === "card" ? card(one, pointer) : unsupported(one.type, pointer),
    ),
  ],
  task_card: task(states),
  plan: (block, at) => [
    ...(wordsOf(block.title) === "" ? required({}, "title", at) : []),
    ...each(block.tasks, `${at}/tasks`, task([...states, "pending"])),
  ],
};

/** The blocks that a container takes; what they are refused for themselves is found by `check`. */
const childTypes = [
  "actions",
  "context",
  "divider",
  "file",
  "header",
  "image",
  "input",
  "rich_text",
  "section",
  "table",
  "video",
];

export const containerCheck =
  (check: BlockCheck): BlockCheck =>
  (block, at) => [
    ...(block.rich_text_title === undefined ? required(block, "title", at) : []),
    ...textIn(block, "title", at, plainText(limits.containerTitle)),
    ...counted(block.child_blocks, `${at}/child_blocks`, limits.containerBlocks, 1),
    ...listIn(block.child_blocks).flatMap((child, index) => {
      const pointer = `${at}/child_blocks/${index}`;
      if (!isThing(child) || !childTypes.includes(wordsOf(child.type)))
        return unsupported(isThing(child) ? child.type : "", pointer);
      return check(child, pointer);
    }),
  ];
