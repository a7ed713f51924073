// SPDX-License-Identifier: Apache-2.0
#include "sim/sentence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <utility>

namespace porchlight::sim {

namespace {

constexpr double kLongestHours = 24.0 * 366;

struct Unit {
    std::string_view name;
    double seconds;
};
constexpr std::array kUnits{Unit{"s", 1},     Unit{"second", 1},  Unit{"seconds", 1},
                            Unit{"min", 60},  Unit{"minute", 60}, Unit{"minutes", 60},
                            Unit{"h", 3600},  Unit{"hour", 3600}, Unit{"hours", 3600},
                            Unit{"d", 86400}, Unit{"day", 86400}, Unit{"days", 86400},
                            Unit{"ms", .001}};

std::optional<double> parse_number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_whole = error == std::errc() && end == text.data() + text.size();
    return is_whole && std::abs(value) < 1e9 ? std::optional(value) : std::nullopt;
}

bool is_quoted(std::string_view word) {
    return word.size() >= 2 && word.front() == '"' && word.back() == '"';
}

char lower(char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

bool is_same(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

/// How many of the words the gap takes; 0 if they do not fit it.
std::size_t fill(std::string_view gap, std::span<const std::string> words, Gaps& gaps) {
    const std::string& word = words.front();
    if (gap == "{time}") {
        if (words.size() < 2 || !parse_time(word, words[1])) {
            return 0;
        }
        gaps.add(word + " " + words[1]);
        return 2;
    }
    if (gap == "{name}" || gap == "{maker}" || gap == "{text}") {
        if (!is_quoted(word)) {
            return 0;
        }
        gaps.add(word.substr(1, word.size() - 2));
        return 1;
    }
    if (is_quoted(word) || (gap == "{number}" && !parse_number(word))) {
        return 0;
    }
    gaps.add(word);
    return 1;
}

bool is_gap(std::string_view part) {
    return part.starts_with('{');
}

}  // namespace

std::vector<std::string> words_in(std::string_view line) {
    std::vector<std::string> words;
    std::string word;
    bool is_inside = false;
    for (const char c : line) {
        is_inside ^= c == '"';
        const bool is_between = (c == ' ' || c == '\t' || c == '\r') && !is_inside;
        if (!is_between) {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::exchange(word, ""));
        }
    }
    if (!word.empty()) {
        words.push_back(word);
    }
    return words;
}

Microseconds Gaps::duration(std::size_t gap) const {
    const std::vector<std::string> words = words_in(text(gap));
    return parse_time(words.at(0), words.at(1)).value_or(Microseconds(0));
}

double Gaps::number(std::size_t gap) const {
    return parse_number(text(gap)).value_or(0);
}

std::optional<Gaps> fit(std::string_view form, std::span<const std::string> words) {
    Gaps gaps;
    for (const std::string& part : words_in(form)) {
        if (words.empty()) {
            return std::nullopt;
        }
        const std::size_t taken = is_gap(part) ? fill(part, words, gaps)
                                               : static_cast<std::size_t>(is_same(part, words[0]));
        if (taken == 0) {
            return std::nullopt;
        }
        words = words.subspan(taken);
    }
    return words.empty() ? std::optional(gaps) : std::nullopt;
}

std::optional<Microseconds> parse_time(std::string_view number, std::string_view unit) {
    const std::optional<double> value = parse_number(number);
    const auto found = std::ranges::find(kUnits, unit, &Unit::name);
    if (!value || found == kUnits.end() || *value < 0 ||
        *value * found->seconds > kLongestHours * 3600) {
        return std::nullopt;
    }
    return std::chrono::duration_cast<Microseconds>(
        std::chrono::duration<double>(*value * found->seconds));
}

Result<Microseconds> parse_time(std::string_view text) {
    const std::size_t end = text.find_first_not_of("0123456789.");
    const std::size_t unit = text.find_first_not_of(' ', end);
    if (end != std::string_view::npos && unit != std::string_view::npos) {
        if (const auto time = parse_time(text.substr(0, end), text.substr(unit))) {
            return *time;
        }
    }
    return Error(ErrorCode::InvalidArgument,
                 fmt::format("\"{}\" is not a time; write it like 30s, 5min, 2h or 3d", text));
}

std::string time_text(Microseconds time) {
    const double seconds = std::chrono::duration<double>(time).count();
    for (const auto& [name, size] : {std::pair("d", 86400.0), {"h", 3600.0}, {"min", 60.0}}) {
        if (seconds >= size) {
            return fmt::format("{:.3g} {}", seconds / size, name);
        }
    }
    return fmt::format("{:.3g} s", seconds);
}

std::string_view nearest_form(std::span<const std::string> words,
                              std::span<const std::string_view> forms) {
    std::string_view best;
    double most = 0;
    for (const std::string_view form : forms) {
        const std::vector<std::string> parts = words_in(form);
        const auto shared = std::ranges::count_if(parts, [&](const std::string& part) {
            return std::ranges::any_of(words,
                                       [&](const auto& word) { return is_same(part, word); });
        });
        const double share = static_cast<double>(shared) / static_cast<double>(parts.size() + 1);
        if (share > most) {
            most = share;
            best = form;
        }
    }
    return best;
}

}  // namespace porchlight::sim
