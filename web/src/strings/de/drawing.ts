// SPDX-License-Identifier: Apache-2.0
// The words beside drawings of devices.
import type { MarkKind, View } from "../../drawing/shapes";
import type { DrawingWords } from "../drawing";

const views: Record<View, string> = { front: "Vorn", back: "Hinten", inside: "Innen" };
const marks: Record<MarkKind, string> = {
  light: "Die Leuchte",
  button: "Die Rücksetztaste",
  lens: "Das Objektiv",
  bell: "Die Klingeltaste",
  cable: "Das Kabel",
  cover: "Die Abdeckung über den Batterien",
  code: "Der Code zum Einrichten",
  cells: "Die Batterien",
  pack: "Der Akku",
  drive: "Hier kommt ein Laufwerk oder eine Karte hinein",
};

export const drawing: DrawingWords = {
  views,
  marks,
  view: (view: View, model: string) => `${model}: ${views[view]}`,
  marked: (view: View, model: string, names: readonly string[]) => `${model}: ${views[view]}. Markiert: ${names.join(", ")}.`,
  ifAny: (name: string) => `${name}, falls vorhanden`,
  unsure: "das ist verschieden: Dies ist nur eine Stelle zum Nachsehen",
  pick: "Welches Modell ist es?",
  pickHint: "Zeichnungen ihrer Art, keine Abbilder: Richten Sie sich nach Form, Kabel und Namen.",
  makers: "Hersteller",
  otherMakers: "Andere",
  any: "Weiß ich nicht, oder nicht dabei",
  allTitle: "Alle Modelle",
  allText: "Jede Kamera, Türklingel und Zentrale, die Porchlight kennt: wo die Leuchte ist, und wo die Taste.",
  addLead: "Wählen Sie die Kamera nach ihrem Aussehen, und sehen Sie, was Porchlight mit ihr kann.",
  canShow: "Porchlight kann sie zeigen und aufnehmen.",
  cannotShow: "Porchlight bekommt ihr Bild nicht. Der Doktor hilft trotzdem mit ihr.",
  setupTitle: "Wie man sie einrichtet",
  cannotTitle: "Was nicht geht, und warum",
  goAdd: "Hinzufügen",
  doctor: "Mit ihr stimmt etwas nicht",
  where: "Wo was ist",
  whereText: "Unsere eigene Zeichnung, nach dem, was von dem Modell bekannt ist.",
  care: "Pflege",
  careText: (model: string) => `Was ${model} gesund hält.`,
};
