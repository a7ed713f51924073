// SPDX-License-Identifier: Apache-2.0
#include "camera/update_note.hpp"

#include "base/fd.hpp"
#include "camera/lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace porchlight::camera {

namespace {

constexpr std::array<std::string_view, 3> kOutcomes{"trying", "done", "failed"};
constexpr std::size_t kLongest = 4096;

std::string path_in(const std::string& folder) {
    return folder + "/update";
}

Error corrupt() {
    return {ErrorCode::Corrupt, "This is not the note of a camera's update."};
}

}  // namespace

std::string to_text(const UpdateNote& note) {
    std::string sentence = note.sentence;
    std::ranges::replace(sentence, '\n', ' ');
    return fmt::format("porchlight update 1\ncommand {}\nversion {}\n{}\n{}\n", note.command,
                       to_string(note.version),
                       kOutcomes.at(static_cast<std::size_t>(note.outcome)), sentence);
}

Result<UpdateNote> parse_update_note(std::string_view text) {
    const std::string_view whole = text;
    UpdateNote note;
    static_cast<void>(net::take_until(text, '\n'));
    note.command = net::parse_number<std::int64_t>(take_value(text, "command ")).value_or(0);
    const auto version = parse_version(take_value(text, "version "));
    const auto* const found = std::ranges::find(kOutcomes, net::take_until(text, '\n'));
    if (!version || found == kOutcomes.end()) {
        return corrupt();
    }
    note.version = *version;
    note.outcome = static_cast<UpdateNote::Outcome>(found - kOutcomes.begin());
    note.sentence = net::take_until(text, '\n');
    // Anything that is spelled in another way was not understood.
    return to_text(note) == whole ? Result(note) : corrupt();
}

std::optional<UpdateNote> read_update_note(const std::string& folder) {
    const auto text = read_file(path_in(folder), kLongest);
    const auto note = text ? parse_update_note(*text) : Result<UpdateNote>(text.error());
    return note ? std::optional(*note) : std::nullopt;
}

Result<> keep_update_note(const std::string& folder, const UpdateNote& note) {
    return write_file_atomically(path_in(folder), to_text(note));
}

}  // namespace porchlight::camera
