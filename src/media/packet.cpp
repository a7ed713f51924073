// SPDX-License-Identifier: Apache-2.0
#include "media/packet.hpp"

namespace porchlight::media {

std::string_view to_string(Codec codec) {
    switch (codec) {
        case Codec::H264:
            return "H.264";
        case Codec::H265:
            return "H.265";
        case Codec::Aac:
            return "AAC";
        case Codec::Pcmu:
            return "G.711 µ-law";
        case Codec::Pcma:
            return "G.711 A-law";
        case Codec::Opus:
            return "Opus";
    }
    return "unknown";
}

}  // namespace porchlight::media
