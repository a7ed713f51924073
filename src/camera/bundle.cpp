// SPDX-License-Identifier: Apache-2.0
#include "camera/bundle.hpp"

#include <algorithm>
#include <string_view>

namespace porchlight::camera {

namespace {

constexpr std::string_view kMagic = "PLBUNDLE";
constexpr std::uint8_t kFormat = 1;
constexpr std::uint8_t kAlgorithms = 1;
constexpr std::size_t kBeforeHeader = 12;
constexpr std::size_t kFixedHeader = 70;
constexpr std::uint64_t kLastSecond = 253402300799;  // of the year 9999

Error corrupt(std::string sentence) {
    return {ErrorCode::Corrupt, std::move(sentence)};
}

std::size_t header_size(std::size_t keys, std::size_t chunks) {
    return kFixedHeader + std::tuple_size_v<KeyId> * keys + std::tuple_size_v<net::Sha256> * chunks;
}

/// Takes numbers and arrays off the front of bytes that are known to be enough.
class Taker {
  public:
    explicit Taker(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

    std::span<const std::uint8_t> take(std::size_t count) {
        PL_CHECK(count <= bytes_.size(), "the length was checked before");
        const auto taken = bytes_.first(count);
        bytes_ = bytes_.subspan(count);
        return taken;
    }
    std::uint64_t number(std::size_t width) {
        std::uint64_t value = 0;
        for (const std::uint8_t byte : take(width)) {
            value = value << 8U | byte;
        }
        return value;
    }
    template <typename Array>
    std::vector<Array> arrays(std::size_t count) {
        std::vector<Array> all(count);
        for (Array& array : all) {
            std::ranges::copy(take(array.size()), array.begin());
        }
        return all;
    }

  private:
    std::span<const std::uint8_t> bytes_;
};

void put_number(ByteVector& bytes, std::uint64_t value, std::size_t width) {
    for (std::size_t i = width; i-- > 0;) {
        bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
}

void put(ByteVector& bytes, std::span<const std::uint8_t> more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
}

std::string in_mebibytes(std::uint64_t bytes) {
    constexpr auto kMebibyte = static_cast<std::uint64_t>(mebibytes(1).count());
    return std::to_string(bytes / kMebibyte + (bytes % kMebibyte == 0 ? 0 : 1)) + " MiB";
}

Result<std::string> take_hardware(Taker& from, std::size_t length) {
    const auto field = from.take(BundleHeader::kMostHardware);
    const std::string_view text(reinterpret_cast<const char*>(field.data()), field.size());
    const std::string_view name = text.substr(0, length);
    const bool is_padded = text.substr(name.size()).find_first_not_of('\0') == std::string::npos;
    if (!is_hardware_id(name) || !is_padded) {
        return corrupt("The update does not name the hardware it is for.");
    }
    return std::string(name);
}

Result<UtcTime> take_expiry(Taker& from) {
    const std::uint64_t seconds = from.number(8);
    if (seconds > kLastSecond) {
        return corrupt("The update says that it never expires.");
    }
    return UtcTime(std::chrono::seconds(seconds));
}

Result<Bytes> take_size(Taker& from) {
    const std::uint64_t size = from.number(8);
    if (size == 0) {
        return corrupt("The update has no image.");
    }
    if (size > static_cast<std::uint64_t>(kLargestImage.count())) {
        return corrupt("The update claims an image of " + in_mebibytes(size) + "; " +
                       in_mebibytes(static_cast<std::uint64_t>(kLargestImage.count())) +
                       " is the most.");
    }
    return Bytes(static_cast<std::int64_t>(size));
}

/// @return How many chunks there are.
Result<std::size_t> take_chunk_count(Taker& from, Bytes size, std::size_t header,
                                     std::size_t keys) {
    if (from.number(4) != static_cast<std::uint64_t>(kChunk.count())) {
        return Error(ErrorCode::Unsupported, "The update is cut into chunks of another size.");
    }
    const std::uint64_t count = from.number(4);
    const std::size_t wanted = chunks_in(size);
    if (count != wanted || header != header_size(keys, wanted)) {
        return corrupt("The update lists " + std::to_string(count) + " hashes, in a header of " +
                       std::to_string(header) + " bytes, for an image of " +
                       std::to_string(wanted) + " chunks.");
    }
    return wanted;
}

}  // namespace

bool is_hardware_id(std::string_view text) {
    return !text.empty() && text.size() <= BundleHeader::kMostHardware &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string::npos;
}

Result<std::size_t> head_size(std::span<const std::uint8_t> start) {
    Taker from(start.first(kHeadStart));
    const auto magic = from.take(kMagic.size());
    if (!std::ranges::equal(magic, kMagic)) {
        return corrupt("This is not a Porchlight update.");
    }
    const std::size_t header = from.number(4);
    if (from.number(1) != kFormat) {
        return Error(ErrorCode::Unsupported, "The update has a form that is not known here.");
    }
    if (from.number(1) != kAlgorithms) {
        return Error(ErrorCode::Unsupported, "The update is signed in a way not known here.");
    }
    const std::size_t keys = from.number(1);
    if (keys == 0 || keys > TrustRoot::kMostKeys) {
        return corrupt("The update claims to be signed by " + std::to_string(keys) + " keys.");
    }
    if (header < header_size(keys, 1) || header > header_size(keys, chunks_in(kLargestImage))) {
        return corrupt("The update claims a header of " + std::to_string(header) + " bytes.");
    }
    return kBeforeHeader + header + keys * std::tuple_size_v<net::Signature>;
}

Result<BundleHead> parse_head(std::span<const std::uint8_t> bytes) {
    if (bytes.size() < kHeadStart) {
        return corrupt("The update ends in the middle of its header.");
    }
    PL_TRY(const std::size_t size, head_size(bytes));
    if (bytes.size() != size) {
        return corrupt("The update ends in the middle of its header.");
    }
    Taker from(bytes);
    from.take(kMagic.size());
    const std::size_t length = from.number(4);
    from.take(2);  // format and algorithms, which head_size looked at
    const std::size_t keys = from.number(1);
    const std::size_t hardware_length = from.number(1);

    BundleHead head;
    BundleHeader& header = head.header;
    PL_TRY(header.hardware, take_hardware(from, hardware_length));
    for (std::uint16_t* part : {&header.release.version.major, &header.release.version.minor,
                                &header.release.version.patch}) {
        *part = static_cast<std::uint16_t>(from.number(2));
    }
    header.release.epoch = static_cast<std::uint32_t>(from.number(4));
    PL_TRY(header.expires, take_expiry(from));
    PL_TRY(header.size, take_size(from));
    PL_TRY(const std::size_t chunks, take_chunk_count(from, header.size, length, keys));
    header.keys = from.arrays<KeyId>(keys);
    header.chunks = from.arrays<net::Sha256>(chunks);
    const auto signed_bytes = bytes.first(kBeforeHeader + length);
    head.signed_bytes.assign(signed_bytes.begin(), signed_bytes.end());
    head.signatures = from.arrays<net::Signature>(keys);
    return head;
}

ByteVector encode_header(const BundleHeader& header) {
    PL_CHECK(is_hardware_id(header.hardware), "the hardware id is well-formed");
    ByteVector bytes(kMagic.begin(), kMagic.end());
    put_number(bytes, header_size(header.keys.size(), header.chunks.size()), 4);
    put_number(bytes, kFormat, 1);
    put_number(bytes, kAlgorithms, 1);
    put_number(bytes, header.keys.size(), 1);
    put_number(bytes, header.hardware.size(), 1);
    bytes.insert(bytes.end(), header.hardware.begin(), header.hardware.end());
    bytes.resize(kHeadStart + BundleHeader::kMostHardware, 0);
    const Version& version = header.release.version;
    for (const std::uint16_t part : {version.major, version.minor, version.patch}) {
        put_number(bytes, part, 2);
    }
    put_number(bytes, header.release.epoch, 4);
    const auto expires =
        std::chrono::floor<std::chrono::seconds>(header.expires.time_since_epoch());
    put_number(bytes, static_cast<std::uint64_t>(expires.count()), 8);
    put_number(bytes, static_cast<std::uint64_t>(header.size.count()), 8);
    put_number(bytes, static_cast<std::uint64_t>(kChunk.count()), 4);
    put_number(bytes, header.chunks.size(), 4);
    for (const KeyId& key : header.keys) {
        put(bytes, key);
    }
    for (const net::Sha256& chunk : header.chunks) {
        put(bytes, chunk);
    }
    return bytes;
}

Result<> check_signatures(const BundleHead& head, const TrustRoot& root) {
    const auto& ids = head.header.keys;
    std::size_t held = 0;
    std::size_t unknown = 0;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (std::find(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(i), ids[i]) !=
            ids.begin() + static_cast<std::ptrdiff_t>(i)) {
            return Error(ErrorCode::PermissionDenied,
                         "The update is signed twice by the key " + to_string(ids[i]) + ".");
        }
        const net::PublicKey* key = root.find(ids[i]);
        if (key == nullptr) {
            ++unknown;
        } else if (net::is_signed(head.signed_bytes, head.signatures.at(i), *key)) {
            ++held;
        } else {
            return Error(ErrorCode::PermissionDenied, "The update's header is not what the key " +
                                                          to_string(ids[i]) + " signed.");
        }
    }
    if (held >= root.threshold) {
        return {};
    }
    std::string sentence = "The update is signed by " + std::to_string(held) +
                           " of our keys, and " + std::to_string(root.threshold) + " have to sign";
    if (unknown > 0) {
        sentence += "; " + std::to_string(unknown) + " that signed are not known";
    }
    return Error(ErrorCode::PermissionDenied, sentence + ".");
}

std::vector<Error> objections(const BundleHeader& header, const Expected& expected) {
    std::vector<Error> all;
    const Release& release = header.release;
    const Release& floor = expected.floor;
    if (header.hardware != expected.hardware) {
        all.emplace_back(
            ErrorCode::InvalidArgument,
            "The update is for " + header.hardware + ", and this is " + expected.hardware + ".");
    }
    if (release.epoch < floor.epoch) {
        all.emplace_back(ErrorCode::FailedPrecondition,
                         "The update is of security epoch " + std::to_string(release.epoch) +
                             "; nothing before " + std::to_string(floor.epoch) +
                             " may run here any more.");
    }
    if (release.version < floor.version) {
        all.emplace_back(ErrorCode::FailedPrecondition,
                         "The update is version " + to_string(release.version) + ", older than " +
                             to_string(floor.version) + ", which ran here.");
    } else if (release.version == floor.version) {
        all.emplace_back(ErrorCode::AlreadyExists,
                         "Version " + to_string(release.version) + " is already here.");
    }
    if (header.expires <= expected.now) {
        all.emplace_back(ErrorCode::FailedPrecondition,
                         "The update expired on " + to_rfc3339(header.expires).substr(0, 10) +
                             "; there should be a newer one.");
    }
    return all;
}

}  // namespace porchlight::camera
