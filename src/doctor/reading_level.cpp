// SPDX-License-Identifier: Apache-2.0
#include "doctor/reading_level.hpp"

#include <algorithm>
#include <cctype>
#include <string>

namespace porchlight::doctor {

namespace {

bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

bool is_letter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

bool is_vowel(char c) {
    return std::string_view("aeiouy").find(c) != std::string_view::npos;
}

bool ends_sentence(std::string_view text, std::size_t at) {
    const bool before_space = at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\n';
    return std::string_view(".?!:;").find(text[at]) != std::string_view::npos && before_space;
}

/// A point or an apostrophe between two letters or digits belongs to the word.
bool is_within_word(std::string_view text, std::size_t at) {
    const bool joins = text[at] == '\'' || text[at] == '.';
    return joins && at > 0 && at + 1 < text.size() && is_letter(text[at - 1]) &&
           is_letter(text[at + 1]);
}

/// Whether the last e of "time", "used" or "cables" is silent.
bool ends_silent(std::string_view word) {
    const auto before = [word](std::size_t back) {
        return word.size() > back ? word[word.size() - back - 1] : ' ';
    };
    const auto is_one_of = [](char c, std::string_view any) {
        return any.find(c) != std::string_view::npos;
    };
    if (word.ends_with("e")) {
        return !word.ends_with("le") && !is_vowel(before(1));
    }
    if (word.ends_with("ed")) {
        return !is_one_of(before(2), "td") && !is_vowel(before(2));
    }
    const bool hisses = is_one_of(before(2), "sxzcg") || word.ends_with("ches") ||
                        word.ends_with("shes") || word.ends_with("les");
    return word.ends_with("es") && !hisses && !is_vowel(before(2));
}

}  // namespace

std::size_t syllables_of(std::string_view word) {
    const auto digits = static_cast<std::size_t>(std::ranges::count_if(word, is_digit));
    const auto is_capital = [](char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; };
    if (digits > 0) {
        return digits;
    }
    if (word.size() > 1 && std::ranges::all_of(word, is_capital)) {
        return word.size();
    }
    std::string low(word);
    std::ranges::transform(low, low.begin(), [](char c) {
        return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    });
    std::size_t groups = 0;
    for (std::size_t i = 0; i < low.size(); ++i) {
        groups += is_vowel(low[i]) && (i == 0 || !is_vowel(low[i - 1])) ? 1 : 0;
    }
    return std::max<std::size_t>(1, groups - (groups > 1 && ends_silent(low) ? 1 : 0));
}

ReadingCount reading_count(std::string_view text) {
    ReadingCount count;
    std::string word;
    bool is_open = false;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && (is_letter(text[i]) || is_within_word(text, i))) {
            word += text[i];
            continue;
        }
        if (!word.empty()) {
            ++count.words;
            count.syllables += syllables_of(word);
            word.clear();
            is_open = true;
        }
        if (is_open && (i == text.size() || ends_sentence(text, i))) {
            ++count.sentences;
            is_open = false;
        }
    }
    return count;
}

double reading_grade(std::string_view text) {
    const ReadingCount count = reading_count(text);
    if (count.words == 0) {
        return 0;
    }
    const auto words = static_cast<double>(count.words);
    return 0.39 * words / static_cast<double>(count.sentences) +
           11.8 * static_cast<double>(count.syllables) / words - 15.59;
}

}  // namespace porchlight::doctor
