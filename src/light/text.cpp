// SPDX-License-Identifier: Apache-2.0
#include "light/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace porchlight::light {
namespace {

constexpr std::size_t kLongestText = 200;
constexpr std::size_t kMostDigits = 5;  // of a number before its point: more than any limit needs

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string lower(std::string_view text) {
    std::string lowered(text);
    for (char& c : lowered) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return lowered;
}

std::optional<Colour> colour_named(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, Colour>, 3> kAlso = {
        {{"orange", Colour::Amber}, {"yellow", Colour::Amber}, {"ir", Colour::Infrared}}};
    for (const Colour colour : kColours) {
        if (to_string(colour) == name) {
            return colour;
        }
    }
    const auto* const also =
        std::find_if(kAlso.begin(), kAlso.end(), [&](const auto& a) { return a.first == name; });
    return also == kAlso.end() ? std::nullopt : std::optional(also->second);
}

// Walks over the words, numbers and signs of a text. A view: the text outlives it.
class Tokens {
  public:
    explicit Tokens(std::string_view text) : text_(text) { skip_spaces(); }

    [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
    [[nodiscard]] std::size_t position() const { return at_; }
    [[nodiscard]] bool at_number() const { return !at_end() && is_digit(text_[at_]); }
    // The word that comes next, or nothing.
    [[nodiscard]] std::string_view word() const { return run(is_letter); }
    [[nodiscard]] std::string_view digits() const { return run(is_digit); }

    void skip(std::size_t count) {
        at_ += count;
        skip_spaces();
    }
    bool take(std::string_view token) {
        const bool is_word = is_letter(token.front());
        if (is_word ? word() != token : !text_.substr(at_).starts_with(token)) {
            return false;
        }
        skip(token.size());
        return true;
    }
    // Digits right here; the fraction's are not preceded by spaces.
    std::string_view take_digits() {
        const std::string_view taken = digits();
        at_ += taken.size();
        return taken;
    }
    bool take_point() {
        const bool is_point = text_.substr(at_).starts_with('.');
        at_ += is_point ? 1 : 0;
        return is_point;
    }

    [[nodiscard]] Error expected(std::string_view what) const {
        if (at_end()) {
            return {ErrorCode::InvalidArgument,
                    fmt::format("The light pattern ends too early: add {}.", what)};
        }
        return {ErrorCode::InvalidArgument,
                fmt::format("In the light pattern, character {}: write {} instead of \"{}\".",
                            at_ + 1, what, here())};
    }

  private:
    template <typename Is>
    [[nodiscard]] std::string_view run(Is is) const {
        std::size_t end = at_;
        while (end < text_.size() && is(text_[end])) {
            ++end;
        }
        return text_.substr(at_, end - at_);
    }
    [[nodiscard]] std::string here() const {
        const std::string_view found = !word().empty()     ? word()
                                       : !digits().empty() ? digits()
                                                           : text_.substr(at_, 1);
        std::string shown(found.substr(0, 20));
        std::replace_if(shown.begin(), shown.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
        return shown;
    }
    void skip_spaces() {
        while (!at_end() && is_space(text_[at_])) {
            ++at_;
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

int to_int(std::string_view digits) {
    int value = 0;
    for (const char digit : digits) {
        value = value * 10 + (digit - '0');
    }
    return value;
}

Error wrong_at(std::size_t position, std::string_view sentence) {
    return {ErrorCode::InvalidArgument,
            fmt::format("In the light pattern, character {}: {}", position + 1, sentence)};
}

// Thousandths as the digits after the point say; nothing if they are finer.
std::optional<int> thousandths(std::string_view digits) {
    if (digits.size() > 3) {
        return std::nullopt;
    }
    std::string padded(digits);
    padded.resize(3, '0');
    return to_int(padded);
}

Result<Milliseconds> read_time(Tokens& tokens) {
    constexpr std::string_view kOutOfRange = "a time is from 0.02s to 60s, in steps of 0.001s.";
    const std::size_t start = tokens.position();
    if (!tokens.at_number()) {
        return tokens.expected("a time such as 0.5s");
    }
    const std::string_view whole = tokens.take_digits();
    const std::string_view fraction = tokens.take_point() ? tokens.take_digits() : "";
    const std::optional<int> part = thousandths(fraction);
    tokens.skip(0);
    const bool in_seconds = tokens.take("s");
    if (!in_seconds && !tokens.take("ms")) {
        return tokens.expected("s or ms");
    }
    if (whole.size() > kMostDigits || !part || (!in_seconds && !fraction.empty())) {
        return wrong_at(start, kOutOfRange);
    }
    const Milliseconds span(in_seconds ? to_int(whole) * 1000 + *part : to_int(whole));
    if (!is_phase(span)) {
        return wrong_at(start, kOutOfRange);
    }
    return span;
}

Result<Colour> read_colour(Tokens& tokens, ColourSet& seen) {
    const std::optional<Colour> named = colour_named(tokens.word());
    if (!named) {
        return tokens.expected("a colour (red, green, blue, amber, white or infrared)");
    }
    if (seen.contains(*named)) {
        return wrong_at(
            tokens.position(),
            fmt::format("{} has its part already; name each colour once.", to_string(*named)));
    }
    seen.add(*named);
    tokens.skip(tokens.word().size());
    return *named;
}

// After "blink".
Result<Part> read_blink(Tokens& tokens, Colour colour) {
    const std::size_t start = tokens.position();
    PL_TRY(const Milliseconds first, read_time(tokens));
    if (tokens.take("/")) {
        PL_TRY(const Milliseconds off, read_time(tokens));
        return Part::blink(colour, first, off);
    }
    const Milliseconds on = first / 2;
    if (!is_phase(on)) {
        return wrong_at(start, "a blink takes at least 0.04s.");
    }
    return Part::blink(colour, on, first - on);
}

// At the count.
Result<Part> read_bursts(Tokens& tokens, Colour colour) {
    const std::size_t start = tokens.position();
    const std::string_view digits = tokens.digits();
    const int count = digits.size() > 2 ? kMostFlashes + 1 : to_int(digits);
    if (count < 2 || count > kMostFlashes) {
        return wrong_at(start, "a burst has 2 to 20 flashes; a single one is a blink.");
    }
    tokens.skip(digits.size());
    if (!tokens.take("x")) {
        return tokens.expected("x after the number of flashes");
    }
    PL_TRY(const Milliseconds on, read_time(tokens));
    if (!tokens.take("/")) {
        return tokens.expected("/ and the dark time between two flashes");
    }
    PL_TRY(const Milliseconds off, read_time(tokens));
    if (!tokens.take("pause")) {
        return tokens.expected("pause and the dark time after the burst");
    }
    const std::size_t pause_start = tokens.position();
    PL_TRY(const Milliseconds pause, read_time(tokens));
    if (pause <= off) {
        return wrong_at(pause_start, "the pause must be longer than the dark between two flashes.");
    }
    return Part::bursts(colour, count, on, off, pause);
}

// At the first "/".
Result<Part> read_alternation(Tokens& tokens, Colour first, ColourSet& seen) {
    std::vector<Colour> colours = {first};
    while (tokens.take("/")) {
        if (colours.size() == Part::kMostColours) {
            return wrong_at(tokens.position(), "at most 4 colours take turns.");
        }
        PL_TRY(const Colour next, read_colour(tokens, seen));
        colours.push_back(next);
    }
    PL_TRY(const Milliseconds hold, read_time(tokens));
    return Part::alternate(colours, hold);
}

Result<Part> read_part(Tokens& tokens, ColourSet& seen) {
    PL_TRY(const Colour first, read_colour(tokens, seen));
    if (tokens.take("blink")) {
        return read_blink(tokens, first);
    }
    Tokens ahead = tokens;
    if (ahead.take("/")) {
        return read_alternation(tokens, first, seen);
    }
    return tokens.at_number() ? read_bursts(tokens, first) : Part::steady(first);
}

std::string part_text(const Part& part) {
    std::string text;
    for (const Colour colour : part.colours()) {
        text += (text.empty() ? "" : "/") + std::string(to_string(colour));
    }
    switch (part.kind()) {
        case Part::Kind::Steady:
            return text;
        case Part::Kind::Alternate:
            return text + " " + to_text(part.on());
        case Part::Kind::Blink:
            return part.on() == part.off() && is_phase(part.period())
                       ? fmt::format("{} blink {}", text, to_text(part.period()))
                       : fmt::format("{} blink {}/{}", text, to_text(part.on()),
                                     to_text(part.off()));
        case Part::Kind::Bursts:
            return fmt::format("{} {}x {}/{} pause {}", text, part.count(), to_text(part.on()),
                               to_text(part.off()), to_text(part.pause()));
    }
    return text;
}

}  // namespace

Result<Pattern> parse_pattern(std::string_view text) {
    if (text.size() > kLongestText) {
        return Error(ErrorCode::InvalidArgument,
                     "The light pattern is longer than 200 characters. Shorten it.");
    }
    const std::string lowered = lower(text);
    Tokens tokens(lowered);
    if (tokens.take("off")) {
        return tokens.at_end() ? Result<Pattern>(Pattern()) : tokens.expected("nothing");
    }
    ColourSet seen;
    std::vector<Part> parts;
    do {
        if (parts.size() == Pattern::kMostParts) {
            return wrong_at(tokens.position(), "at most 3 lights at once.");
        }
        PL_TRY(const Part next, read_part(tokens, seen));
        parts.push_back(next);
    } while (tokens.take("+"));
    if (!tokens.at_end()) {
        return tokens.expected("+ and another light, or blink, or nothing");
    }
    return Pattern(parts);
}

std::string to_text(const Pattern& pattern) {
    std::string text;
    for (const Part& part : pattern.parts()) {
        text += (text.empty() ? "" : " + ") + part_text(part);
    }
    return text.empty() ? "off" : text;
}

std::string to_text(Milliseconds time) {
    std::string text = fmt::format("{}.{:03}", time.count() / 1000, time.count() % 1000);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') {
        text.pop_back();
    }
    return text + "s";
}

}  // namespace porchlight::light
