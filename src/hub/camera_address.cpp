// SPDX-License-Identifier: Apache-2.0
#include "hub/camera_address.hpp"

#include "net/url.hpp"

#include <utility>

namespace porchlight::hub {

namespace {

constexpr std::string_view kHidden = "***";

Error type_it_again() {
    return {ErrorCode::InvalidArgument,
            "Type the camera's password again: *** stands for it only while the address stays the "
            "same."};
}

/// For addresses that are not a camera's: "scheme://user:password@…" loses its password.
std::string hide_login(const std::string& text) {
    const auto start = text.find("://");
    const auto at = text.rfind('@');
    if (start == std::string::npos || at == std::string::npos || at < start) {
        return text;
    }
    const auto colon = text.find(':', start + 3);
    if (colon == std::string::npos || colon > at) {
        return text;
    }
    return text.substr(0, colon + 1) + std::string(kHidden) + text.substr(at);
}

}  // namespace

std::string shown_address(const Secret& address) {
    const auto url = net::CameraUrl::parse(address.reveal());
    return url ? url->redacted() : hide_login(address.reveal());
}

Result<Secret> restored_address(const Secret& edited, const Secret& stored) {
    if (edited.reveal().find(kHidden) == std::string::npos) {
        return edited;
    }
    if (edited.reveal() == shown_address(stored)) {
        return stored;
    }
    const auto wanted = net::CameraUrl::parse(edited.reveal());
    const auto known = net::CameraUrl::parse(stored.reveal());
    const bool same_host = wanted && known && wanted->password().reveal() == kHidden &&
                           wanted->user() == known->user() &&
                           wanted->authority() == known->authority() &&
                           wanted->scheme() == known->scheme();
    if (!same_host || wanted->target().find(kHidden) != std::string::npos) {
        return type_it_again();
    }
    return known->with_target(wanted->target()).with_credentials();
}

}  // namespace porchlight::hub
