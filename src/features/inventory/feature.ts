// The inventory: what AWS Backup protects. Answers to points and vaults, and keeps the list that fields offer.
import type { Feature } from "../../ports/feature.ts";
import {
  answerChoose,
  answerPoints,
  answerPointsButton,
  answerPointsForm,
  answerPointsPage,
  answerVaults,
  answerVaultsButton,
  keepInventory,
} from "./flow.ts";
import { inventoryIds } from "./model.ts";

export const inventory: Feature = {
  name: "inventory",
  commands: { points: answerPoints, vaults: answerVaults },
  actions: {
    [inventoryIds.choose]: answerChoose,
    [inventoryIds.points]: answerPointsButton,
    [inventoryIds.page]: answerPointsPage,
    [inventoryIds.vaults]: answerVaultsButton,
  },
  forms: { [inventoryIds.form]: answerPointsForm },
  ticks: keepInventory,
};
