// SPDX-License-Identifier: Apache-2.0
#include "device/model_table.hpp"

#include "device/model_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace porchlight::device::model {

namespace {

constexpr std::int64_t kLongestSeconds = 3600;

/// Which sources can carry a certainty: "ours" rests on our rulings, and so on.
bool carries(Certainty certainty, std::string_view source) {
    const bool article = source.starts_with("00");
    const bool ruling = source.starts_with("design ") || source.starts_with("origin-facts ");
    switch (certainty) {
        case Certainty::Article:
            return article;
        case Certainty::Ours:
            return ruling;
        default:
            return !article && !ruling;
    }
}

}  // namespace

void ModelTable::seconds(std::string_view key, std::chrono::seconds& into) {
    std::int64_t count = into.count();
    whole(key, count, 0, kLongestSeconds);
    into = std::chrono::seconds(count);
}

void ModelTable::fact(Fact& fact) {
    sentence("says", fact.says);
    word("certainty", fact.certainty);
    sentence("doubt", fact.doubt, Need::May);
    text_or_texts("source", fact.sources);
    if (!has("source")) {
        return;
    }
    for (const std::string& source : fact.sources) {
        if (!looks_like_source(source)) {
            complain_of("source", fmt::format("\"{}\" is not how a source is cited; write "
                                              "\"002:L79\", \"device-facts 1.1\", \"origin-facts "
                                              "C7\", \"design 4\" or an address without https://",
                                              source));
        }
    }
    const auto carries_it = [&](const std::string& source) {
        return carries(fact.certainty, source);
    };
    if (std::ranges::none_of(fact.sources, carries_it)) {
        complain_of("source",
                    fmt::format("none of these makes it \"{}\"", model::word(fact.certainty)));
    }
}

}  // namespace porchlight::device::model
