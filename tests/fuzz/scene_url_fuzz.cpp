// SPDX-License-Identifier: Apache-2.0
// Scene addresses come from the owner through the API. What is accepted must survive being written
// and read again.
#include "base/check.hpp"
#include "sources/scene/scene_options.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace porchlight::sources::scene;  // NOLINT(google-build-using-namespace): one call
    const auto options = parse_scene_url({reinterpret_cast<const char*>(data), size});
    if (options) {
        const auto again = parse_scene_url(to_url(*options));
        PL_CHECK(again && *again == *options, "a scene address did not survive being written");
    }
    return 0;
}
