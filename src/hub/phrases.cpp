// SPDX-License-Identifier: Apache-2.0
#include "hub/phrases.hpp"

#include "base/log.hpp"
#include "base/toml_file.hpp"
#include "doctor/translations.hpp"
#include "hub/phrase_texts.hpp"

#include <utility>
#include <vector>

namespace porchlight::hub {

namespace {

Phrasebook german() {
    std::vector<Translation> all = doctor::built_in_translations(Language::German);
    const std::vector<Translation> own = read_translations(to_files(phrase_texts())).value();
    all.insert(all.end(), own.begin(), own.end());
    auto book = Phrasebook::create(all);
    if (!book) {
        log::error("hub", "no German: {}", book.error().message());
    }
    return book ? std::move(*book) : Phrasebook();
}

}  // namespace

const Phrasebook& phrases(Language language) {
    static const Phrasebook english_needs_none;
    if (language == Language::English) {
        return english_needs_none;
    }
    static const Phrasebook book = german();
    return book;
}

}  // namespace porchlight::hub
