// SPDX-License-Identifier: Apache-2.0
#include "porchlight-camera/places.hpp"

#include "net/ascii.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

namespace porchlight::app {

namespace {

Error invalid(std::string sentence) {
    return {ErrorCode::InvalidArgument, std::move(sentence)};
}

}  // namespace

Result<std::pair<std::string, std::uint16_t>> parse_place(std::string_view option,
                                                          const std::string& text) {
    const std::size_t colon = text.rfind(':');
    std::string address = colon == std::string::npos ? "127.0.0.1" : text.substr(0, colon);
    const auto port = net::parse_number<std::uint16_t>(
        colon == std::string::npos ? std::string_view(text)
                                   : std::string_view(text).substr(colon + 1));
    if (!port || address.empty()) {
        return invalid(fmt::format(
            "{} {} is neither a port nor an address with one, like 127.0.0.1:8554", option, text));
    }
    if (address.starts_with('[') && address.ends_with(']')) {
        address = address.substr(1, address.size() - 2);
    }
    return std::pair(std::move(address), *port);
}

Result<std::string> settle_folder(const std::string& chosen) {
    std::string folder = chosen;
    if (folder.empty()) {
        const char* state =
            std::getenv("XDG_STATE_HOME");  // NOLINT(concurrency-mt-unsafe): read once, at start
        const char* home =
            std::getenv("HOME");  // NOLINT(concurrency-mt-unsafe): read once, at start
        if (state == nullptr && home == nullptr) {
            return invalid("Say where the camera's memory lies with --state FOLDER");
        }
        folder = state != nullptr ? std::string(state) : std::string(home) + "/.local/state";
        folder += "/porchlight-camera";
    }
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return errno_error(error.value(), "cannot make the folder " + folder);
    }
    return std::filesystem::absolute(folder).string();
}

}  // namespace porchlight::app
