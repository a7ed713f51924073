// SPDX-License-Identifier: Apache-2.0
import { enDrawing } from "./en_drawing";

/** The words beside drawings of devices: apart from the rest, because they load later. */
export const drawingWords: typeof enDrawing = enDrawing;
