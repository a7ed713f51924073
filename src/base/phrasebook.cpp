// SPDX-License-Identifier: Apache-2.0
#include "base/phrasebook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace porchlight {

namespace {

/// Sentences in sentences: no further than that.
constexpr int kDeepest = 4;
constexpr std::string_view kPlace = "{}";
constexpr std::string_view kEnds = ".?!";

std::vector<std::string> cut_at_places(std::string_view form) {
    std::vector<std::string> pieces;
    for (;;) {
        const std::size_t at = form.find(kPlace);
        pieces.emplace_back(form.substr(0, at));
        if (at == std::string_view::npos) {
            return pieces;
        }
        form.remove_prefix(at + kPlace.size());
    }
}

/// What stands at the places of a form; nothing if the text is not of that form. No place is empty.
std::optional<std::vector<std::string_view>> places_of(const std::vector<std::string>& pieces,
                                                       std::string_view text) {
    if (!text.starts_with(pieces.front())) {
        return std::nullopt;
    }
    text.remove_prefix(pieces.front().size());
    std::vector<std::string_view> places;
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        const std::string& next = pieces[i];
        const bool is_last = i + 1 == pieces.size();
        if (text.size() < next.size() + 1 || (is_last && !text.ends_with(next))) {
            return std::nullopt;
        }
        const std::size_t end = is_last ? text.size() - next.size() : text.find(next, 1);
        if (end == std::string_view::npos) {
            return std::nullopt;
        }
        places.push_back(text.substr(0, end));
        text.remove_prefix(end + next.size());
    }
    return places;
}

/// "{2} von {1}", or "{} und {}" in their own order.
std::string fill(std::string_view form, const std::vector<std::string>& fillings) {
    std::string text;
    std::size_t next = 0;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const bool is_place = form[i] == '{' && form.find('}', i) != std::string_view::npos;
        if (!is_place) {
            text += form[i];
            continue;
        }
        const std::size_t end = form.find('}', i);
        const std::size_t place =
            end == i + 1 ? next++ : static_cast<std::size_t>(form[i + 1] - '1');
        text += fillings.at(place);
        i = end;
    }
    return text;
}

/// How many places a translation fills, and whether it names each just once.
bool fills(std::string_view to, std::size_t places) {
    std::vector<bool> is_named(places, false);
    std::size_t next = 0;
    for (std::size_t at = to.find('{'); at != std::string_view::npos; at = to.find('{', at + 1)) {
        const std::string_view rest = to.substr(at + 1);
        const bool is_numbered = rest.size() > 1 && rest[1] == '}' && rest[0] >= '1';
        if (!is_numbered && !rest.starts_with('}')) {
            return false;
        }
        const std::size_t place = is_numbered ? static_cast<std::size_t>(rest[0] - '1') : next++;
        if (place >= places || is_named[place]) {
            return false;
        }
        is_named[place] = true;
    }
    return std::ranges::all_of(is_named, [](bool named) { return named; });
}

void read_file(const FileText& file, FileComplaint& complaint, std::vector<Translation>& into) {
    const auto top = parse_toml(file, complaint);
    if (!top) {
        return;
    }
    for (const auto& [of, table] : top->table) {
        if (table.kind != TomlValue::Kind::Table) {
            complaint.at(table.line, "translations stand in tables, under whose they are");
            return;
        }
        for (const auto& [from, to] : table.table) {
            if (to.kind != TomlValue::Kind::Text || to.text.empty()) {
                complaint.at(to.line, "a translation is a text");
                return;
            }
            into.push_back({file.path, to.line, of, from, to.text});
        }
    }
}

}  // namespace

Result<std::vector<Translation>> read_translations(std::span<const FileText> files) {
    std::vector<Translation> all;
    for (const FileText& file : files) {
        FileComplaint complaint(file.path);
        read_file(file, complaint, all);
        if (const auto& error = complaint.error()) {
            return *error;
        }
    }
    return all;
}

Result<Phrasebook> Phrasebook::create(std::span<const Translation> translations) {
    Phrasebook book;
    for (const Translation& one : translations) {
        std::vector<std::string> pieces = cut_at_places(one.from);
        if (!fills(one.to, pieces.size() - 1)) {
            return Error(ErrorCode::InvalidArgument,
                         fmt::format("{}:{}: \"{}\" does not fill the places of \"{}\".", one.file,
                                     one.line, one.to, one.from));
        }
        const auto [known, is_new] = book.sentences_.try_emplace(one.from, one.to);
        if (!is_new && known->second != one.to) {
            return Error(ErrorCode::InvalidArgument,
                         fmt::format("{}:{}: \"{}\" is said in another way elsewhere: \"{}\".",
                                     one.file, one.line, one.from, known->second));
        }
        if (is_new && pieces.size() > 1) {
            book.forms_.push_back({std::move(pieces), one.from.size(), one.to});
        }
    }
    std::ranges::sort(book.forms_, std::greater(),
                      [](const Form& form) { return std::pair(form.letters, form.pieces); });
    return book;
}

std::string Phrasebook::say(std::string_view english) const {
    return find(english).value_or(std::string(english));
}

std::optional<std::string> Phrasebook::find(std::string_view english) const {
    return find(english, 0);
}

std::optional<std::string> Phrasebook::find(std::string_view english, int depth) const {
    auto said = sentence(english, depth);
    return said ? said : in_a_chain(english, depth);
}

std::optional<std::string> Phrasebook::sentence(std::string_view english, int depth) const {
    if (empty() || depth > kDeepest) {
        return std::nullopt;
    }
    if (const auto known = sentences_.find(std::string(english)); known != sentences_.end()) {
        return known->second;
    }
    auto row = in_a_row(english, depth);
    return row ? row : filled(english, depth);
}

std::optional<std::string> Phrasebook::filled(std::string_view english, int depth) const {
    for (const Form& form : forms_) {
        const auto places = places_of(form.pieces, english);
        if (!places) {
            continue;
        }
        std::vector<std::string> fillings;
        for (const std::string_view place : *places) {
            fillings.push_back(find(place, depth + 1).value_or(std::string(place)));
        }
        // A full stop that was added to the sentence is not of its last filling.
        const bool is_stopped = form.pieces.back().empty() && places->back() == fillings.back() &&
                                fillings.back().ends_with('.');
        if (is_stopped) {
            fillings.back().pop_back();
        }
        return fill(form.to, fillings) + (is_stopped ? "." : "");
    }
    return std::nullopt;
}

/// "One. Two?" The first sentence is as long as may be, so that known texts stay whole.
std::optional<std::string> Phrasebook::in_a_row(std::string_view english, int depth) const {
    for (std::size_t at = english.find_last_of(kEnds); at != std::string_view::npos && at > 0;
         at = english.find_last_of(kEnds, at - 1)) {
        if (english.substr(at + 1, 1) != " ") {
            continue;
        }
        auto first = sentence(english.substr(0, at + 1), depth + 1);
        auto rest = first ? sentence(english.substr(at + 2), depth + 1) : std::nullopt;
        if (rest) {
            return *first + " " + *rest;
        }
    }
    return std::nullopt;
}

/// "Front door: what was tried: why it failed." Errors are told so; a full stop may have been added
/// to the end.
std::optional<std::string> Phrasebook::in_a_chain(std::string_view english, int depth) const {
    if (empty() || depth > kDeepest) {
        return std::nullopt;
    }
    const std::size_t colon = english.find(": ");
    if (colon != std::string_view::npos) {
        const std::string_view head = english.substr(0, colon);
        const std::string_view rest = english.substr(colon + 2);
        const auto what = find(head, depth + 1);
        const auto why = find(rest, depth + 1);
        if (what || why) {
            return what.value_or(std::string(head)) + ": " + why.value_or(std::string(rest));
        }
    }
    if (english.ends_with('.')) {
        auto without = find(english.substr(0, english.size() - 1), depth + 1);
        return without ? std::optional(*without + ".") : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace porchlight
