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

/// Where another thought begins.
constexpr std::array<std::string_view, 6> kTurns{"but",   "aber",     "whereas",
                                                 "while", "waehrend", "although"};

/// What follows, or went before, in the same part of a sentence is no longer so.
constexpr std::array<std::string_view, 4> kPast{"formerly", "previously", "frueher", "vorher"};
constexpr std::string_view kBefore = "before";
/// With these a phrase is about the past by itself.
constexpr std::array<std::string_view, 9> kPastVerbs{
    "was", "were", "worked", "ran", "war", "ging", "funktionierte", "lief", "used"};
constexpr std::array<std::string_view, 2> kUntil{"until", "bis"};
constexpr std::array<std::string_view, 10> kDays{"yesterday", "last",    "recently", "today",
                                                 "now",       "gestern", "letzte",   "letzten",
                                                 "heute",     "jetzt"};

template <std::size_t kSize>
bool is_one_of(const std::array<std::string_view, kSize>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

/// Numbers that people write out. "One" is hardly ever a number.
struct Number {
    std::string_view word;
    std::string_view digits;
};
constexpr std::array<Number, 18> kNumbers{{{"two", "2"},
                                           {"three", "3"},
                                           {"four", "4"},
                                           {"five", "5"},
                                           {"six", "6"},
                                           {"seven", "7"},
                                           {"eight", "8"},
                                           {"nine", "9"},
                                           {"ten", "10"},
                                           {"zwei", "2"},
                                           {"drei", "3"},
                                           {"vier", "4"},
                                           {"fuenf", "5"},
                                           {"sechs", "6"},
                                           {"sieben", "7"},
                                           {"acht", "8"},
                                           {"neun", "9"},
                                           {"zehn", "10"}}};

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

/// "five" is "5", "fuenfmal" and "5x" are "5mal".
std::string with_digits(std::string word) {
    constexpr std::string_view kTimes = "mal";
    const bool is_times = word.ends_with(kTimes);
    std::string_view stem = word;
    stem.remove_suffix(is_times ? kTimes.size() : 0);
    const auto number = std::ranges::find(kNumbers, stem, &Number::word);
    if (number != kNumbers.end()) {
        return std::string(number->digits) + (is_times ? "mal" : "");
    }
    // "1280x" is the half of a picture's size.
    constexpr std::size_t kLongest = 3;
    const bool is_x = word.size() > 1 && word.size() <= kLongest && word.ends_with('x') &&
                      std::all_of(word.begin(), word.end() - 1, is_digit);
    return is_x ? word.substr(0, word.size() - 1) + std::string(kTimes) : word;
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
        after_comma_ = after_comma_ || c == ',';
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
            word_.text = with_digits(std::move(word_.text));
            word_.after_comma = std::exchange(after_comma_, false);
            words_.push_back(std::exchange(word_, {}));
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool after_comma_ = false;
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

namespace {

constexpr std::size_t kLongWord = 6;

/// The longer has one of its letters twice where the other has it once.
bool doubles_a_letter(std::string_view shorter, std::string_view longer) {
    const auto [at, there] = std::ranges::mismatch(shorter, longer);
    const auto from = static_cast<std::size_t>(at - shorter.begin());
    return from > 0 && longer[from] == longer[from - 1] &&
           shorter.substr(from) == longer.substr(from + 1);
}

/// Two neighbours have changed places.
bool swaps_two(std::string_view right, std::string_view word) {
    const auto [at, there] = std::ranges::mismatch(right, word);
    const auto from = static_cast<std::size_t>(at - right.begin());
    return from > 0 && from + 1 < right.size() && right[from] == word[from + 1] &&
           right[from + 1] == word[from] && right.substr(from + 2) == word.substr(from + 2);
}

/// A slip of the fingers. Any other letter too many or in place of one is more often another word
/// ("garbage", "garage"; "charge", "change"), and another ending is another form.
bool is_misspelt(std::string_view right, std::string_view word) {
    if (right.size() < kLongWord) {
        return false;
    }
    if (right.size() == word.size()) {
        return swaps_two(right, word);
    }
    const auto& [shorter, longer] =
        std::minmax(right, word, [](auto one, auto other) { return one.size() < other.size(); });
    return shorter.size() + 1 == longer.size() && doubles_a_letter(shorter, longer);
}

bool begins_clause(const Word& word) {
    return word.text == kEnd || word.after_comma || is_one_of(kTurns, word.text);
}

/// "Used to", "formerly", "until yesterday", and "before" if nothing comes after it.
bool is_past(std::span<const Word> words, std::size_t at) {
    const std::string_view word = words[at].text;
    const bool is_last = at + 1 >= words.size() || begins_clause(words[at + 1]);
    const std::string_view next = is_last ? std::string_view() : words[at + 1].text;
    return is_one_of(kPast, word) || (word == kBefore && is_last) ||
           (word == "used" && next == "to") || (is_one_of(kUntil, word) && is_one_of(kDays, next));
}

/// What stands there is told of the past: such a word comes earlier in its part of the sentence, or
/// at once afterwards.
bool is_of_the_past(std::span<const Word> words, const Span& span) {
    std::size_t begin = span.first;
    while (begin > 0 && !begins_clause(words[begin])) {
        --begin;
        if (is_past(words, begin)) {
            return true;
        }
    }
    return span.last < words.size() && !begins_clause(words[span.last]) &&
           is_past(words, span.last);
}

}  // namespace

bool Phrase::Choice::fits(std::string_view word) const {
    if (open_begin && open_end) {
        return word.find(text) != std::string_view::npos;
    }
    if (open_begin) {
        return word.ends_with(text);
    }
    return open_end ? word.starts_with(text) : word == text || is_misspelt(text, word);
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
            const std::string& word = into.choices.back().text;
            // "Works but .. name" is said of what does not.
            phrase.denies_ = phrase.denies_ || is_denial(word) || is_one_of(kTurns, word);
            phrase.is_past_ = phrase.is_past_ || is_one_of(kPast, word) ||
                              is_one_of(kUntil, word) || word == kBefore ||
                              is_one_of(kPastVerbs, word);
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

/// Whether a gap may go over it.
bool Phrase::may_skip(const Word& word) const {
    return word.text != kEnd && !is_one_of(kTurns, word.text) && (denies_ || !is_denial(word.text));
}

/// @return Where the rest of the phrase ends, or kNowhere.
std::size_t Phrase::match(std::span<const Word> words, std::size_t at, std::size_t part) const {
    if (part == parts_.size()) {
        return at;
    }
    const std::size_t farthest = parts_[part].after_gap ? kLongestGap : 0;
    for (std::size_t skipped = 0; skipped <= farthest && at + skipped < words.size(); ++skipped) {
        const Word& word = words[at + skipped];
        if (parts_[part].fits(word.text)) {
            const std::size_t end = match(words, at + skipped + 1, part + 1);
            if (end != kNowhere) {
                return end;
            }
        }
        if (!may_skip(word) || (skipped > 0 && word.after_comma)) {
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
        if (end != kNowhere && (is_past_ || !is_of_the_past(words, {at, end}))) {
            found.push_back({at, end});
        }
    }
    return found;
}

}  // namespace porchlight::doctor
