// SPDX-License-Identifier: Apache-2.0
import { enWalk } from "./en_walk";

/** The words of the walk test and of the hands on a live picture: apart from the rest, because they load later. */
export const walkWords: typeof enWalk = enWalk;
