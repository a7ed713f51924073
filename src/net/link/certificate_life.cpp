// SPDX-License-Identifier: Apache-2.0
#include "net/link/certificate_life.hpp"

#include "net/tls/certificate_parts.hpp"

namespace porchlight::net::link {

Result<UtcTime> end_of_certificate(const std::string& chain_pem) {
    const auto certificate = tls::certificate_from_pem(chain_pem);
    if (!certificate) {
        return Error(ErrorCode::Corrupt, "This is no certificate.");
    }
    return tls::end_of(certificate->get());
}

}  // namespace porchlight::net::link
