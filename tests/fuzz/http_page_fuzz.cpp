// SPDX-License-Identifier: Apache-2.0
// A page of plain HTTP.
#include "net/http/fetch.hpp"

#include <cstdint>
#include <string_view>

using namespace porchlight;  // NOLINT(google-build-using-namespace): a test program

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    static_cast<void>(net::http::parse_page(bytes));
    return 0;
}
