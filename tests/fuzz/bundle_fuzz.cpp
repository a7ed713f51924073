// SPDX-License-Identifier: Apache-2.0
// Updates: as they come, and once more with a header that is signed, whatever it says.
#include "camera/bundle_reader.hpp"

#include <algorithm>
#include <string>

using namespace porchlight;          // NOLINT(google-build-using-namespace): a test program
using namespace porchlight::camera;  // NOLINT(google-build-using-namespace): a test program

namespace {

net::SecretKey key(char digit) {
    return net::SecretKey::from_text(Secret(std::string(64, digit))).value();
}

const TrustRoot& root() {
    static const TrustRoot root{
        1, 2, {key('1').public_key(), key('2').public_key(), key('3').public_key()}};
    return root;
}

void read(std::span<const std::uint8_t> bundle, std::size_t piece) {
    std::size_t handed_on = 0;
    BundleReader reader(strict_judge(root(), {"pl-camera-1", {{1, 0, 0}, 1}, UtcTime()}),
                        [&](std::span<const std::uint8_t> chunk) {
                            handed_on += chunk.size();
                            return Result<>();
                        });
    for (std::size_t at = 0; at < bundle.size(); at += piece) {
        if (!reader.feed(bundle.subspan(at, std::min(piece, bundle.size() - at)))) {
            break;
        }
    }
    if (reader.finish()) {
        const BundleHeader& header = reader.head()->header;
        PL_CHECK(static_cast<std::size_t>(header.size.count()) == handed_on, "the whole image");
        PL_CHECK(header.release.version > (Version{1, 0, 0}), "a newer one");
    }
}

/// Signs the header with the keys of the root that it names.
void sign(std::span<std::uint8_t> bundle, const BundleHead& head) {
    auto signature = bundle.subspan(head.signed_bytes.size());
    for (const KeyId& id : head.header.keys) {
        for (const char digit : {'1', '2', '3'}) {
            if (const auto secret = key(digit); key_id(secret.public_key()) == id) {
                std::ranges::copy(secret.sign(head.signed_bytes), signature.begin());
            }
        }
        signature = signature.subspan(sizeof(net::Signature));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ByteVector bundle(data, data + size);
    read(bundle, 1 + size / 3);
    if (size < kHeadStart) {
        return 0;
    }
    const auto length = head_size(bundle);
    if (!length || *length > size) {
        return 0;
    }
    PL_CHECK(*length <= kLongestHead, "heads are bounded");
    const auto head = parse_head(std::span(bundle).first(*length));
    if (head) {
        PL_CHECK(encode_header(head->header) == head->signed_bytes, "one spelling");
        sign(bundle, *head);
        read(bundle, size);
    }
    return 0;
}
