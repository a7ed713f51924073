// SPDX-License-Identifier: Apache-2.0
import { enDevices } from "./en_devices";

/** The words about Porchlight's own cameras: apart from the rest, because their pages load later. */
export const deviceWords: typeof enDevices = enDevices;
