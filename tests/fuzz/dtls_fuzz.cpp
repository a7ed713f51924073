// SPDX-License-Identifier: Apache-2.0
// What anybody who can reach the port may say to a session: datagrams, each with its size in two
// bytes before it.
#include "net/webrtc/dtls.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

using namespace porchlight;
using namespace porchlight::net::webrtc;

namespace {

void expect(bool holds) {
    if (!holds) {
        __builtin_trap();
    }
}

/// Nobody who is not the peer gets keys, or leaves a session half open.
void expect_sound(const DtlsSession& session, const Result<>& outcome) {
    expect(session.state() != DtlsSession::State::Keyed && !session.keys());
    expect(outcome || outcome.error().code() == ErrorCode::Unavailable ||
           outcome.error().code() == ErrorCode::PermissionDenied);
    expect(outcome.has_value() == (session.state() == DtlsSession::State::Handshaking));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto identity = DtlsIdentity::create().value();
    const auto session =
        DtlsSession::create(identity, std::vector<std::uint8_t>(32),
                            [](std::span<const std::uint8_t> sent) { expect(is_dtls(sent)); })
            .value();
    std::span rest(data, size);
    while (rest.size() > 2) {
        const std::size_t wanted = rest[0] << 8U | rest[1];
        const auto datagram = rest.subspan(2, std::min(wanted, rest.size() - 2));
        rest = rest.subspan(2 + datagram.size());
        if (is_dtls(datagram)) {
            expect_sound(*session, session->take(datagram));
        }
    }
    return 0;
}
