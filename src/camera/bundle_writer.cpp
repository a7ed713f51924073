// SPDX-License-Identifier: Apache-2.0
#include "camera/bundle_writer.hpp"

#include "base/fd.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <functional>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace porchlight::camera {

namespace {

using TakeChunk = std::function<Result<>(std::span<const std::uint8_t>)>;

Error refused(std::string sentence) {
    return {ErrorCode::InvalidArgument, std::move(sentence)};
}

/// @return How many bytes came; fewer than `into` holds only at the file's end.
Result<std::size_t> read_at(const UniqueFd& file, const std::string& path, std::int64_t at,
                            std::span<std::uint8_t> into) {
    std::size_t have = 0;
    while (have < into.size()) {
        const ssize_t n = ::pread(file.get(), into.data() + have, into.size() - have,
                                  at + static_cast<std::int64_t>(have));
        if (n < 0) {
            return errno_error(errno, "cannot read " + path);
        }
        if (n == 0) {
            break;
        }
        have += static_cast<std::size_t>(n);
    }
    return have;
}

/// Gives `take` the chunks of a file, from its start.
Result<> each_chunk(const UniqueFd& file, const std::string& path, const TakeChunk& take) {
    ByteVector chunk(static_cast<std::size_t>(kChunk.count()));
    for (std::int64_t at = 0;; at += kChunk.count()) {
        PL_TRY(const std::size_t have, read_at(file, path, at, chunk));
        if (have == 0) {
            return {};
        }
        PL_TRY_VOID(take(std::span(chunk).first(have)));
    }
}

Result<> write_whole(const UniqueFd& file, const std::string& path,
                     std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::write(file.get(), bytes.data(), bytes.size());
        if (n < 0) {
            return errno_error(errno, "cannot write " + path);
        }
        bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
    return {};
}

Result<Bytes> size_of(const UniqueFd& file, const std::string& path) {
    struct stat about{};
    if (::fstat(file.get(), &about) != 0) {
        return errno_error(errno, "cannot look at " + path);
    }
    return Bytes(about.st_size);
}

/// Head and image, the image being checked against the hashes once more.
Result<> write_parts(const UniqueFd& from, const std::string& image, const std::string& out,
                     const ByteVector& head, const std::vector<net::Sha256>& chunks) {
    PL_TRY(const UniqueFd to, open_file(out, O_WRONLY | O_CREAT | O_TRUNC, 0644));
    PL_TRY_VOID(write_whole(to, out, head));
    std::size_t index = 0;
    PL_TRY_VOID(each_chunk(from, image, [&](std::span<const std::uint8_t> chunk) -> Result<> {
        if (index == chunks.size() || net::sha256(chunk) != chunks[index++]) {
            return refused("The image changed while it was read.");
        }
        return write_whole(to, out, chunk);
    }));
    if (index != chunks.size()) {
        return refused("The image changed while it was read.");
    }
    return ::fsync(to.get()) == 0 ? Result<>() : errno_error(errno, "cannot save " + out);
}

}  // namespace

Result<ByteVector> make_head(const BundlePlan& plan, Bytes size,
                             const std::vector<net::Sha256>& chunks,
                             const std::vector<net::SecretKey>& keys) {
    if (!is_hardware_id(plan.hardware)) {
        return refused("A hardware id is 1 to 32 of a-z, 0-9, dot and hyphen.");
    }
    if (size < Bytes(1) || size > kLargestImage || chunks.size() != chunks_in(size)) {
        return refused("An image has 1 byte to " +
                       std::to_string(kLargestImage.count() / mebibytes(1).count()) + " MiB.");
    }
    if (plan.expires < UtcTime()) {
        return refused("An update expires after 1970.");
    }
    BundleHeader header{plan.hardware, plan.release, plan.expires, size, {}, chunks};
    for (const net::SecretKey& key : keys) {
        header.keys.push_back(key_id(key.public_key()));
    }
    const std::set<KeyId> different(header.keys.begin(), header.keys.end());
    if (keys.empty() || keys.size() > TrustRoot::kMostKeys || different.size() != keys.size()) {
        return refused("An update is signed by 1 to 8 keys, each of them once.");
    }
    ByteVector head = encode_header(header);
    ByteVector signatures;
    for (const net::SecretKey& key : keys) {
        const net::Signature signature = key.sign(head);
        signatures.insert(signatures.end(), signature.begin(), signature.end());
    }
    head.insert(head.end(), signatures.begin(), signatures.end());
    return head;
}

Result<ByteVector> make_bundle(const BundlePlan& plan, std::span<const std::uint8_t> image,
                               const std::vector<net::SecretKey>& keys) {
    const auto chunk = static_cast<std::size_t>(kChunk.count());
    std::vector<net::Sha256> chunks;
    for (std::size_t at = 0; at < image.size(); at += chunk) {
        chunks.push_back(net::sha256(image.subspan(at, std::min(chunk, image.size() - at))));
    }
    const Bytes size(static_cast<std::int64_t>(image.size()));
    PL_TRY(ByteVector bundle, make_head(plan, size, chunks, keys));
    bundle.insert(bundle.end(), image.begin(), image.end());
    return bundle;
}

Result<> write_bundle(const BundlePlan& plan, const std::string& image, const std::string& out,
                      const std::vector<net::SecretKey>& keys) {
    PL_TRY(const UniqueFd from, open_file(image, O_RDONLY));
    PL_TRY(const Bytes size, size_of(from, image));
    std::vector<net::Sha256> chunks;
    if (size <= kLargestImage) {
        PL_TRY_VOID(each_chunk(from, image, [&](std::span<const std::uint8_t> chunk) -> Result<> {
            chunks.push_back(net::sha256(chunk));
            return {};
        }));
    }
    PL_TRY(const ByteVector head, make_head(plan, size, chunks, keys));
    const std::string temporary = out + ".new";
    auto written = write_parts(from, image, temporary, head, chunks);
    if (written && std::rename(temporary.c_str(), out.c_str()) != 0) {
        written = errno_error(errno, "cannot make " + out);
    }
    if (!written) {
        ::unlink(temporary.c_str());
    }
    return written;
}

}  // namespace porchlight::camera
