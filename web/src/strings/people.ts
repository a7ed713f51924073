// SPDX-License-Identifier: Apache-2.0
import { enPeople } from "./en_people";

/** The words about people: apart from the rest, because their pages load later. */
export const peopleWords: typeof enPeople = enPeople;
