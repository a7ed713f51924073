// SPDX-License-Identifier: Apache-2.0
import { enDoctor } from "./en_doctor";

/** The words of the doctor's pages: apart from the rest, because they load later. */
export const doctorWords: typeof enDoctor = enDoctor;
