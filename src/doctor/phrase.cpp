// SPDX-License-Identifier: Apache-2.0
#include "doctor/phrase.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace porchlight::doctor {

namespace {

constexpr std::size_t kLongestGap = 4;
constexpr std::size_t kNowhere = 0;
constexpr std::string_view kEnd = ".";

constexpr std::array<std::string_view, 18> kDenials{
    "no",    "not",   "never", "without", "isnt",   "arent",  "wasnt", "doesnt", "dont",
    "didnt", "nicht", "kein",  "keine",   "keinen", "keinem", "nie",   "ohne",   "neither"};

bool is_denial(std::string_view word) {
    return std::ranges::find(kDenials, word) != kDenials.end();
}

/// What a letter outside ASCII is written as, and how many bytes it takes.
struct Letter {
    std::string_view bytes;
    std::string_view plain;
};
constexpr std::array<Letter, 11> kLetters{{{"ä", "ae"},
                                           {"ö", "oe"},
                                           {"ü", "ue"},
                                           {"Ä", "ae"},
                                           {"Ö", "oe"},
                                           {"Ü", "ue"},
                                           {"ß", "ss"},
                                           {"é", "e"},
                                           {"è", "e"},
                                           {"’", ""},
                                           {"‘", ""}}};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool ends_a_sentence(char c) {
    return c == '.' || c == '!' || c == '?' || c == ';' || c == '\n';
}

/// Goes over a text letter by letter.
class Splitter {
  public:
    explicit Splitter(std::string_view text) : text_(text) {}

    std::vector<Word> run() {
        while (at_ < text_.size()) {
            take();
        }
        close();
        return std::move(words_);
    }

  private:
    void take() {
        const char c = text_[at_];
        if (is_plain(c) || is_point_in_number()) {
            add(std::string(1, lower(c)), 1);
            return;
        }
        if (c == '\'') {
            ++at_;
            return;
        }
        const auto letter = std::ranges::find_if(kLetters, [this](const Letter& one) {
            return text_.substr(at_).starts_with(one.bytes);
        });
        if (letter != kLetters.end()) {
            add(letter->plain, letter->bytes.size());
            return;
        }
        close();
        if (ends_a_sentence(c) && !words_.empty() && words_.back().text != kEnd) {
            words_.push_back({std::string(kEnd), at_, at_ + 1});
        }
        ++at_;
    }
    /// "2.4", and "H.265".
    [[nodiscard]] bool is_point_in_number() const {
        return text_[at_] == '.' && (word_.text.size() == 1 || ends_in_digit()) &&
               at_ + 1 < text_.size() && is_digit(text_[at_ + 1]);
    }
    [[nodiscard]] bool ends_in_digit() const {
        return !word_.text.empty() && is_digit(word_.text.back());
    }
    void add(std::string_view plain, std::size_t bytes) {
        if (word_.text.empty()) {
            word_.begin = at_;
        }
        word_.text += plain;
        at_ += bytes;
        word_.end = at_;
    }
    void close() {
        if (!word_.text.empty()) {
            words_.push_back(std::exchange(word_, {}));
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    Word word_;
    std::vector<Word> words_;
};

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(at), text.size());
        if (end > 0) {
            parts.push_back(text.substr(0, end));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

/// A choice as words_of spells it.
std::string plain(std::string_view text) {
    std::string all;
    for (const Word& word : words_of(text)) {
        all += word.text;
    }
    return all;
}

}  // namespace

std::vector<Word> words_of(std::string_view text) {
    return Splitter(text).run();
}

bool Phrase::Choice::fits(std::string_view word) const {
    if (open_begin && open_end) {
        return word.find(text) != std::string_view::npos;
    }
    if (open_begin) {
        return word.ends_with(text);
    }
    return open_end ? word.starts_with(text) : word == text;
}

bool Phrase::Part::fits(std::string_view word) const {
    return word != kEnd &&
           std::ranges::any_of(choices, [word](const Choice& choice) { return choice.fits(word); });
}

Result<Phrase> Phrase::parse(std::string_view text) {
    Phrase phrase;
    bool after_gap = false;
    for (const std::string_view part : split(text, ' ')) {
        if (part == "..") {
            after_gap = true;
            continue;
        }
        Part& into = phrase.parts_.emplace_back();
        into.after_gap = std::exchange(after_gap, false);
        for (const std::string_view choice : split(part, '/')) {
            into.choices.push_back({plain(choice), choice.front() == '*', choice.back() == '*'});
            phrase.denies_ = phrase.denies_ || is_denial(into.choices.back().text);
        }
        const auto is_empty = [](const Choice& choice) { return choice.text.empty(); };
        if (into.choices.empty() || std::ranges::any_of(into.choices, is_empty)) {
            return Error(ErrorCode::InvalidArgument, "a phrase is made of words");
        }
    }
    if (phrase.parts_.empty() || phrase.parts_.front().after_gap || after_gap) {
        return Error(ErrorCode::InvalidArgument, "a phrase begins and ends with a word");
    }
    return phrase;
}

std::string Phrase::example() const {
    std::string text;
    for (const Part& part : parts_) {
        text += (text.empty() ? "" : " ") + part.choices.front().text;
    }
    return text;
}

/// @return Where the rest of the phrase ends, or kNowhere.
std::size_t Phrase::match(std::span<const Word> words, std::size_t at, std::size_t part) const {
    if (part == parts_.size()) {
        return at;
    }
    const std::size_t farthest = parts_[part].after_gap ? kLongestGap : 0;
    for (std::size_t skipped = 0; skipped <= farthest && at + skipped < words.size(); ++skipped) {
        if (parts_[part].fits(words[at + skipped].text)) {
            const std::size_t end = match(words, at + skipped + 1, part + 1);
            if (end != kNowhere) {
                return end;
            }
        }
        if (words[at + skipped].text == kEnd) {
            break;
        }
    }
    return kNowhere;
}

std::vector<Span> Phrase::find_in(std::span<const Word> words) const {
    std::vector<Span> found;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const bool is_denied = !denies_ && at > 0 && is_denial(words[at - 1].text);
        const std::size_t end = is_denied ? kNowhere : match(words, at, 0);
        if (end != kNowhere) {
            found.push_back({at, end});
        }
    }
    return found;
}

}  // namespace porchlight::doctor
