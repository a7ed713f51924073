// SPDX-License-Identifier: Apache-2.0
// What a lens or a scanner reads from a QR code, what people type, and what a stranger says first.
#include "net/link/pairing_messages.hpp"
#include "net/link/pairing_text.hpp"

#include <cstddef>
#include <cstdint>

using namespace porchlight::net;

namespace {

void expect(bool holds) {
    if (!holds) {
        __builtin_trap();
    }
}

template <typename T>
void read_as(const std::string& text) {
    if (const auto message = link::read_pairing<T>(text)) {
        expect(link::read_pairing<T>(link::pairing_text(*message)).has_value());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    if (const auto label = link::camera_label_from_text(text)) {
        expect(link::to_text(*label) == text);
    }
    if (const auto invitation = link::hub_invitation_from_text(text)) {
        expect(link::to_text(*invitation).reveal() == text);
    }
    if (const auto code = link::parse_code(text)) {
        expect(code->reveal().size() == 8);
    }
    read_as<link::PairingHello>(text);
    read_as<link::StartMessage>(text);
    read_as<link::ShareMessage>(text);
    read_as<link::TagMessage>(text);
    read_as<link::ClaimMessage>(text);
    read_as<link::GrantMessage>(text);
    return 0;
}
