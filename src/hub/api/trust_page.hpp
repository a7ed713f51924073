// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.hpp"
#include "hub/api/api.hpp"

namespace porchlight::hub::api {

/// A page without scripts that helps a person make a phone or computer trust the hub: the
/// authority's certificate, its fingerprint, and the steps for each kind of device.
[[nodiscard]] http::Response trust_page(const std::optional<TrustPage>& trust, Language language);

/// The certificate, as phones take it.
[[nodiscard]] http::Response trust_certificate(const TrustPage& trust);

}  // namespace porchlight::hub::api
