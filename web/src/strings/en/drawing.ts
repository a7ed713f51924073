// SPDX-License-Identifier: Apache-2.0
// The words beside drawings of devices.
import type { MarkKind, View } from "../../drawing/shapes";

const views: Record<View, string> = { front: "Front", back: "Back", inside: "Inside" };
const marks: Record<MarkKind, string> = {
  light: "Its light",
  button: "Its reset button",
  lens: "The lens",
  bell: "The bell button",
  cable: "Its cable",
  cover: "The cover over its cells",
  code: "The code for set-up",
  cells: "Its cells",
  pack: "Its battery",
  drive: "A drive or card goes here",
};

export const drawing = {
  views,
  marks,
  view: (view: View, model: string) => `${views[view]} of a ${model}`,
  marked: (view: View, model: string, names: readonly string[]) => `${views[view]} of a ${model}. Marked: ${names.join(", ")}.`,
  ifAny: (name: string) => `${name}, where it has any`,
  unsure: "it differs: this is only one place to look",
  pick: "Which model is it?",
  pickHint: "Drawings of their kind, not likenesses: go by the shape, the cable and the name.",
  makers: "Maker",
  otherMakers: "Others",
  any: "I do not know, or it is not here",
  allTitle: "All models",
  allText: "Every camera, doorbell and hub that Porchlight knows: where its light is, and where its button.",
  addLead: "Pick it by what it looks like, and see what Porchlight can do with it.",
  canShow: "Porchlight can show and record it.",
  cannotShow: "Porchlight cannot take its picture. The doctor helps with it all the same.",
  setupTitle: "How it is set up",
  cannotTitle: "What does not work, and why",
  goAdd: "Add it",
  doctor: "Something is wrong with it",
  where: "Where things are",
  whereText: "Our own drawing, from what is known of the model.",
  care: "Caring for it",
  careText: (model: string) => `What keeps a ${model} well.`,
};
