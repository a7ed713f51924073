// SPDX-License-Identifier: Apache-2.0
#include "porchlight/words_command.hpp"

#include "base/language.hpp"
#include "hub/phrases.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>

#include <cstdio>
#include <map>

namespace porchlight::app {

int print_words(const std::string& language) {
    const auto known = language_of(language);
    if (!known) {
        fmt::print(stderr, "Porchlight does not speak \"{}\".\n", language);
        return 1;
    }
    const auto& all = hub::phrases(*known).all();
    boost::json::object words;
    for (const auto& [english, said] : std::map(all.begin(), all.end())) {
        words[english] = said;
    }
    fmt::print("{}\n", boost::json::serialize(words));
    return 0;
}

}  // namespace porchlight::app
