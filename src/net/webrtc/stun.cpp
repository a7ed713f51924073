// SPDX-License-Identifier: Apache-2.0
#include "net/webrtc/stun.hpp"

#include <boost/crc.hpp>
#include <boost/endian/conversion.hpp>
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>

namespace porchlight::net::webrtc {
namespace {

using boost::endian::load_big_u16;
using boost::endian::load_big_u32;
using boost::endian::store_big_u16;
using boost::endian::store_big_u32;
using Bytes = std::vector<std::uint8_t>;
using View = std::span<const std::uint8_t>;
using Tag = std::array<std::uint8_t, 20>;  ///< HMAC-SHA1.

constexpr std::uint32_t kMagicCookie = 0x2112A442;
constexpr std::uint32_t kFingerprintMask = 0x5354554E;
constexpr std::size_t kHeaderSize = 20;
constexpr std::size_t kAttributeHeaderSize = 4;
constexpr std::size_t kTransactionAt = 8;
/// So that no answer is longer than what was asked.
constexpr std::size_t kMostUnknown = 16;
constexpr std::size_t kLongestReason = 763;  ///< RFC 8489 section 14.8.

// RFC 8489 section 5.
constexpr std::uint16_t kBindingRequest = 0x0001;
constexpr std::uint16_t kBindingSuccess = 0x0101;
constexpr std::uint16_t kBindingError = 0x0111;

// RFC 8489 section 18.3, RFC 8445 section 20.
constexpr std::uint16_t kUsername = 0x0006;
constexpr std::uint16_t kMessageIntegrity = 0x0008;
constexpr std::uint16_t kErrorCode = 0x0009;
constexpr std::uint16_t kUnknownAttributes = 0x000A;
constexpr std::uint16_t kXorMappedAddress = 0x0020;
constexpr std::uint16_t kPriority = 0x0024;
constexpr std::uint16_t kUseCandidate = 0x0025;
constexpr std::uint16_t kFirstOptional = 0x8000;
constexpr std::uint16_t kFingerprint = 0x8028;

View bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string_view text_of(View bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

struct Attribute {
    std::uint16_t type = 0;
    View value;
    std::size_t at = 0;  ///< Where its header begins in the message.
};

/// Walks the attributes of a message whose header says its true length.
class Attributes {
  public:
    explicit Attributes(View message) : message_(message) {}

    /// Nothing at the end, and where one is cut short.
    std::optional<Attribute> next() {
        const View rest = message_.subspan(at_);
        if (rest.size() < kAttributeHeaderSize) {
            return std::nullopt;
        }
        const std::size_t size = load_big_u16(&rest[2]);
        const std::size_t padded = (size + 3) / 4 * 4;
        if (padded > rest.size() - kAttributeHeaderSize) {
            return std::nullopt;
        }
        const Attribute found{load_big_u16(rest.data()), rest.subspan(kAttributeHeaderSize, size),
                              at_};
        at_ += kAttributeHeaderSize + padded;
        return found;
    }
    [[nodiscard]] bool at_end() const { return at_ == message_.size(); }

  private:
    View message_;
    std::size_t at_ = kHeaderSize;
};

bool has_true_length(View message) {
    return load_big_u16(&message[2]) == message.size() - kHeaderSize;
}

/// What FINGERPRINT says of a message that ends before it (RFC 8489 section 14.7).
std::uint32_t fingerprint_of(View before) {
    boost::crc_32_type crc;
    crc.process_bytes(before.data(), before.size());
    return crc.checksum() ^ kFingerprintMask;
}

/// What MESSAGE-INTEGRITY says of a message that ends before it: its header counts up to the end
/// of that attribute, whatever follows (RFC 8489 section 14.5).
std::optional<Tag> integrity_of(View before, std::string_view password) {
    Bytes counted(before.begin(), before.end());
    const std::size_t length =
        before.size() - kHeaderSize + kAttributeHeaderSize + std::tuple_size_v<Tag>;
    store_big_u16(&counted[2], static_cast<std::uint16_t>(length));
    Tag tag{};
    std::size_t size = 0;
    const bool is_made =
        EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA1", nullptr, password.data(), password.size(),
                  counted.data(), counted.size(), tag.data(), tag.size(), &size) != nullptr;
    return is_made && size == tag.size() ? std::optional(tag) : std::nullopt;
}

Error corrupt(const char* why) {
    return {ErrorCode::Corrupt, why};
}

/// Reads the attributes of one check, in their order.
class CheckReader {
  public:
    explicit CheckReader(View message) : message_(message) {
        std::copy_n(&message[kTransactionAt], check_.transaction.size(),
                    check_.transaction.begin());
    }

    Result<StunCheck> read() {
        Attributes attributes(message_);
        while (const auto attribute = attributes.next()) {
            PL_TRY_VOID(take(*attribute));
        }
        if (!attributes.at_end()) {
            return corrupt("a STUN attribute is cut short");
        }
        return std::move(check_);
    }

  private:
    Result<> take(const Attribute& attribute) {
        if (check_.has_fingerprint) {
            return corrupt("something follows the fingerprint of a STUN message");
        }
        if (attribute.type == kFingerprint) {
            return take_fingerprint(attribute);
        }
        // What follows the integrity is not protected by it (RFC 8489 section 14.5).
        return check_.has_integrity ? Result<>() : take_protected(attribute);
    }

    Result<> take_fingerprint(const Attribute& attribute) {
        if (attribute.value.size() != 4 ||
            load_big_u32(attribute.value.data()) != fingerprint_of(message_.first(attribute.at))) {
            return corrupt("the fingerprint of a STUN message is wrong");
        }
        check_.has_fingerprint = true;
        return {};
    }

    Result<> take_protected(const Attribute& attribute) {
        const View value = attribute.value;
        switch (attribute.type) {
            case kUsername:
                take_username(text_of(value));
                return {};
            case kPriority:
                return take_priority(value);
            case kUseCandidate:
                check_.nominates = true;
                return {};
            case kMessageIntegrity:
                check_.has_integrity = true;
                return value.size() == std::tuple_size_v<Tag>
                           ? Result<>()
                           : corrupt("the integrity of a STUN message has a wrong length");
            default:
                take_unknown(attribute.type);
                return {};
        }
    }

    /// Of several attributes of one type the first counts (RFC 8489 section 14).
    void take_username(std::string_view name) {
        check_.username = has_username_ ? check_.username : name;
        has_username_ = true;
    }

    Result<> take_priority(View value) {
        if (value.size() != 4) {
            return corrupt("the priority of a STUN message has a wrong length");
        }
        check_.priority = has_priority_ ? check_.priority : load_big_u32(value.data());
        has_priority_ = true;
        return {};
    }

    void take_unknown(std::uint16_t type) {
        if (type < kFirstOptional && check_.unknown.size() < kMostUnknown) {
            check_.unknown.push_back(type);
        }
    }

    View message_;
    StunCheck check_;
    bool has_username_ = false;
    bool has_priority_ = false;
};

/// A message that grows by its attributes; its header is true after each.
class Writer {
  public:
    Writer(std::uint16_t type, const StunCheck& answered) : bytes_(kHeaderSize) {
        store_big_u16(bytes_.data(), type);
        store_big_u32(&bytes_[4], kMagicCookie);
        std::ranges::copy(answered.transaction, &bytes_[kTransactionAt]);
    }

    void add(std::uint16_t type, View value) {
        const std::size_t at = bytes_.size();
        const std::size_t padded = (value.size() + 3) / 4 * 4;
        bytes_.resize(at + kAttributeHeaderSize + padded);
        store_big_u16(&bytes_[at], type);
        store_big_u16(&bytes_[at + 2], static_cast<std::uint16_t>(value.size()));
        std::ranges::copy(value, bytes_.begin() + static_cast<std::ptrdiff_t>(at) + 4);
        store_big_u16(&bytes_[2], static_cast<std::uint16_t>(bytes_.size() - kHeaderSize));
    }

    void add_address(const StunAddress& address) {
        const std::size_t size = address.is_v6 ? 16 : 4;
        std::array<std::uint8_t, 20> value{};
        value[1] = address.is_v6 ? 2 : 1;
        store_big_u16(&value[2], address.port);
        // The mask is the cookie, followed by the transaction (RFC 8489 section 14.2).
        value[2] ^= bytes_[4];
        value[3] ^= bytes_[5];
        for (std::size_t i = 0; i < size; ++i) {
            value[4 + i] = static_cast<std::uint8_t>(address.bytes[i] ^ bytes_[4 + i]);
        }
        add(kXorMappedAddress, View(value).first(4 + size));
    }

    void add_error(int code, std::string_view reason) {
        Bytes value{0, 0, static_cast<std::uint8_t>(code / 100),
                    static_cast<std::uint8_t>(code % 100)};
        const View text = bytes_of(reason.substr(0, kLongestReason));
        value.insert(value.end(), text.begin(), text.end());
        add(kErrorCode, value);
    }

    void add_unknown(std::span<const std::uint16_t> types) {
        Bytes value(2 * types.size());
        for (std::size_t i = 0; i < types.size(); ++i) {
            store_big_u16(&value[2 * i], types[i]);
        }
        add(kUnknownAttributes, value);
    }

    /// Without a hash from OpenSSL the tag is zeros, and the peer passes the message over.
    void add_integrity(std::string_view password) {
        add(kMessageIntegrity, integrity_of(bytes_, password).value_or(Tag{}));
    }

    /// The last one.
    Bytes finish() && {
        add(kFingerprint, std::array<std::uint8_t, 4>{});
        const View before = View(bytes_).first(bytes_.size() - 8);
        store_big_u32(&bytes_[bytes_.size() - 4], fingerprint_of(before));
        return std::move(bytes_);
    }

  private:
    Bytes bytes_;
};

}  // namespace

bool is_stun(std::span<const std::uint8_t> datagram) {
    return datagram.size() >= kHeaderSize && datagram[0] <= 3 &&
           load_big_u32(&datagram[4]) == kMagicCookie;
}

Result<StunCheck> parse_stun_check(std::span<const std::uint8_t> datagram) {
    if (!is_stun(datagram)) {
        return corrupt("this is no STUN message");
    }
    if (!has_true_length(datagram)) {
        return corrupt("a STUN message has another length than it says");
    }
    if (load_big_u16(datagram.data()) != kBindingRequest) {
        return Error(ErrorCode::Unsupported, "a STUN message that is no Binding request");
    }
    return CheckReader(datagram).read();
}

bool has_right_integrity(std::span<const std::uint8_t> datagram, std::string_view password) {
    if (!is_stun(datagram) || !has_true_length(datagram) || password.empty()) {
        return false;
    }
    Attributes attributes(datagram);
    auto attribute = attributes.next();
    while (attribute && attribute->type != kMessageIntegrity) {
        attribute = attributes.next();
    }
    if (!attribute || attribute->value.size() != std::tuple_size_v<Tag>) {
        return false;
    }
    const auto right = integrity_of(datagram.first(attribute->at), password);
    return right && CRYPTO_memcmp(right->data(), attribute->value.data(), right->size()) == 0;
}

std::vector<std::uint8_t> stun_success(const StunCheck& check, const StunAddress& mapped,
                                       std::string_view password) {
    Writer writer(kBindingSuccess, check);
    writer.add_address(mapped);
    writer.add_integrity(password);
    return std::move(writer).finish();
}

std::vector<std::uint8_t> stun_error(const StunCheck& check, int code, std::string_view reason,
                                     std::optional<std::string_view> password) {
    Writer writer(kBindingError, check);
    writer.add_error(code, reason);
    if (code == 420) {
        writer.add_unknown(check.unknown);
    }
    if (password) {
        writer.add_integrity(*password);
    }
    return std::move(writer).finish();
}

}  // namespace porchlight::net::webrtc
