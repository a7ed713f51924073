// SPDX-License-Identifier: Apache-2.0
#include "base/ids.hpp"

#include <array>
#include <ranges>

namespace porchlight {

namespace {

constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr int kIdCharacters = 13;
constexpr int kRandomBits = 20;

}  // namespace

std::string id_to_text(std::int64_t id) {
    std::string text(kIdCharacters, '0');
    auto rest = static_cast<std::uint64_t>(id);
    for (char& digit : std::views::reverse(text)) {
        digit = kAlphabet[rest & 31U];
        rest >>= 5U;
    }
    return text;
}

Result<std::int64_t> id_from_text(std::string_view text, std::string_view what) {
    std::uint64_t value = 0;
    bool valid = text.size() == kIdCharacters && text.front() <= '7';
    for (const char c : text) {
        const auto digit = kAlphabet.find(c);
        valid = valid && digit != std::string_view::npos;
        value = (value << 5U) | (digit & 31U);
    }
    if (!valid || value == 0) {
        return Error(ErrorCode::InvalidArgument, "'" + std::string(text.substr(0, 40)) +
                                                     "' is not a " + std::string(what) + " id");
    }
    return static_cast<std::int64_t>(value);
}

std::int64_t new_id(UtcTime now, Random& random) {
    const auto ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
    // A clock before 1970 must not make a negative id; 43 bits of milliseconds last until the year
    // 2248.
    const auto when = static_cast<std::uint64_t>(ms < 0 ? 0 : ms) & ((std::uint64_t{1} << 43U) - 1);
    const auto low = random.next() & ((std::uint64_t{1} << kRandomBits) - 1);
    return static_cast<std::int64_t>((when << kRandomBits) | (low == 0 ? 1 : low));
}

}  // namespace porchlight
