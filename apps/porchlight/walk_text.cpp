// SPDX-License-Identifier: Apache-2.0
#include "porchlight/walk_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace porchlight::app {

namespace {

struct NumberWord {
    std::string_view word;
    int number = 0;
};

}  // namespace

std::optional<std::chrono::seconds> seconds_in(std::string_view text) {
    constexpr std::array kWords{NumberWord{"five", 5}, NumberWord{"ten", 10},
                                NumberWord{"fifteen", 15}, NumberWord{"twenty", 20},
                                NumberWord{"thirty", 30}};
    const auto end = text.find(" seconds");
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    const auto begin = text.rfind(' ', end - 1) + 1;
    const std::string_view word = text.substr(begin, end - begin);
    int number = 0;
    if (std::from_chars(word.data(), word.data() + word.size(), number).ec == std::errc()) {
        return std::chrono::seconds(number);
    }
    const auto known = std::ranges::find(kWords, word, &NumberWord::word);
    return known == kWords.end() ? std::nullopt
                                 : std::optional(std::chrono::seconds(known->number));
}

std::optional<std::size_t> number_in(std::string_view line) {
    std::size_t number = 0;
    const auto read = std::from_chars(line.data(), line.data() + line.size(), number);
    return read.ec == std::errc() && read.ptr == line.data() + line.size() ? std::optional(number)
                                                                           : std::nullopt;
}

std::string said(const Phrasebook& book, std::string_view text) {
    std::string all;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::size_t begin = std::min(text.find_first_not_of(' '), end);
        all += text.substr(0, begin);
        all += begin == end ? "" : book.say(text.substr(begin, end - begin));
        all += text.substr(end, 1);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return all;
}

std::string plain(std::string text) {
    for (auto at = text.find("\x1b["); at != std::string::npos; at = text.find("\x1b[")) {
        text.erase(at, text.find_first_of("mK", at) + 1 - at);
    }
    return text;
}

}  // namespace porchlight::app
