// SPDX-License-Identifier: Apache-2.0
#include "camera/bundle_inspection.hpp"

#include "base/fd.hpp"
#include "camera/bundle_reader.hpp"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace porchlight::camera {

namespace {

/// What such a camera would say that never had an update.
Expected any_camera(const BundleHeader& header, UtcTime now) {
    return {header.hardware, {}, now};
}

Result<> feed_file(BundleReader& reader, const UniqueFd& file, const std::string& path,
                   std::vector<Error>& reasons) {
    ByteVector piece(64UL << 10U);
    for (;;) {
        const ssize_t n = ::read(file.get(), piece.data(), piece.size());
        if (n < 0) {
            return errno_error(errno, "cannot read " + path);
        }
        const auto fed = n == 0 ? reader.finish()
                                : reader.feed(std::span(piece).first(static_cast<std::size_t>(n)));
        if (!fed) {
            reasons.push_back(fed.error());
        }
        if (!fed || n == 0) {
            return {};
        }
    }
}

}  // namespace

Result<BundleInspection> inspect_bundle(const std::string& path, const TrustRoot* root,
                                        UtcTime now) {
    PL_TRY(const UniqueFd file, open_file(path, O_RDONLY));
    BundleInspection seen;
    const auto note = [&](const BundleHead& head) -> Result<> {
        seen.header = head.header;
        if (root != nullptr) {
            if (const auto held = check_signatures(head, *root); !held) {
                seen.reasons.push_back(held.error());
            }
        }
        const auto against = objections(head.header, any_camera(head.header, now));
        seen.reasons.insert(seen.reasons.end(), against.begin(), against.end());
        return {};
    };
    BundleReader reader(note, [](std::span<const std::uint8_t> /*chunk*/) { return Result<>(); });
    PL_TRY_VOID(feed_file(reader, file, path, seen.reasons));
    return seen;
}

}  // namespace porchlight::camera
