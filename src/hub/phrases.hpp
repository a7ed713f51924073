// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.hpp"
#include "base/phrasebook.hpp"

namespace porchlight::hub {

/// What the hub and its doctor say to people, in a language: spec/doctor/ and spec/words/de/. For
/// English an empty book, which leaves all as it is. Made once, at the first call; thread-safe.
/// The build's tests refuse wrong files; should one slip through, all stays English.
[[nodiscard]] const Phrasebook& phrases(Language language);

}  // namespace porchlight::hub
