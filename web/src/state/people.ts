// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals";
import { call, sentenceOf } from "../api/client";
import type { Routes } from "../api/types";

type People = Routes["GET /people"]["response"];

/** The people of the home as the hub last told them; null before that. */
export const people = signal<People | null>(null);
/** Why they could not be fetched. */
export const peopleError = signal<string | null>(null);

export async function loadPeople(): Promise<void> {
  try {
    people.value = await call("GET /people");
    peopleError.value = null;
  } catch (error) {
    peopleError.value = sentenceOf(error);
  }
}
