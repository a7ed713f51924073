// SPDX-License-Identifier: Apache-2.0
// What a browser says of where and how it wants to be sent to.
#include "net/push/endpoint.hpp"
#include "net/push/message.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace porchlight;  // NOLINT(google-build-using-namespace): a test program

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto endpoint = net::push::Endpoint::parse(text);
    // Nothing of it may break out of the request line or the Host field.
    if (endpoint &&
        (endpoint->host + endpoint->target).find_first_of("\r\n \t") != std::string::npos) {
        std::abort();
    }
    const auto line = text.find('\n');
    if (line != std::string_view::npos) {
        static_cast<void>(
            net::push::ReceiverKeys::parse(text.substr(0, line), text.substr(line + 1)));
    }
    return 0;
}
