// SPDX-License-Identifier: Apache-2.0
/** The shape of a catalogue, whatever its sentences are: every word of it, and every function with what it is told. */
export type Wording<T> = T extends string
  ? string
  : T extends (...told: infer Told) => infer Said
    ? (...told: Told) => Wording<Said>
    : { [Name in keyof T]: Wording<T[Name]> };
