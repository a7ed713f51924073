// SPDX-License-Identifier: Apache-2.0
// Patterns come from settings and from tables that people edit. What is accepted must survive being
// written and read again, and must be playable.
#include "base/check.hpp"
#include "light/playback.hpp"
#include "light/text.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace porchlight;  // NOLINT(google-build-using-namespace): one call
    const auto pattern = light::parse_pattern({reinterpret_cast<const char*>(data), size});
    if (!pattern) {
        return 0;
    }
    const auto again = light::parse_pattern(light::to_text(*pattern));
    PL_CHECK(again && *again == *pattern, "a light pattern did not survive being written");
    std::optional<Microseconds> now = Microseconds(0);
    for (int changes = 0; now && changes < 50; ++changes) {
        const auto next = light::next_change(*pattern, *now);
        PL_CHECK(!next || (*next > *now &&
                           light::lit_at(*pattern, *next) != light::lit_at(*pattern, *now)),
                 "a change of the light changes nothing");
        now = next;
    }
    return 0;
}
