// SPDX-License-Identifier: Apache-2.0
#include "net/link/pairing_messages.hpp"

#include "base/base64.hpp"
#include "base/json_fields.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace porchlight::wire {

template <>
struct Words<net::link::PairingMethod> {
    using enum net::link::PairingMethod;
    static constexpr std::array<std::pair<net::link::PairingMethod, std::string_view>, 3> kWords{
        {{Code, "code"}, {Label, "label"}, {Invitation, "invitation"}}};
};

/// At most as many as a limit says.
template <typename T>
struct Form<std::vector<T>> {
    static json::value write(const std::vector<T>& values) {
        json::array array;
        for (const T& value : values) {
            array.push_back(Form<T>::write(value));
        }
        return array;
    }
    static Refusal read(const json::value& value, Limits limits, std::vector<T>& into) {
        if (!value.is_array() || static_cast<double>(value.get_array().size()) > limits.most) {
            return fmt::format("must be a list of at most {}", limits.most);
        }
        for (const json::value& item : value.get_array()) {
            T inner{};
            if (const auto refusal = Form<T>::read(item, limits, inner)) {
                return "has an item that " + *refusal;
            }
            into.push_back(std::move(inner));
        }
        return std::nullopt;
    }
};

/// 64 hexadecimal digits.
template <>
struct Form<net::PublicKey> {
    static json::value write(const net::PublicKey& key) { return json::value(to_hex(key)); }
    static Refusal read(const json::value& value, Limits /*limits*/, net::PublicKey& into) {
        const auto bytes = value.is_string() ? from_hex(std::string_view(value.get_string()))
                                             : Error(ErrorCode::Corrupt, "");
        if (!bytes || bytes->size() != into.size()) {
            return "must be a key of 64 hexadecimal digits";
        }
        std::copy(bytes->begin(), bytes->end(), into.begin());
        return std::nullopt;
    }
};

}  // namespace porchlight::wire

namespace porchlight::net::link {

namespace {

using wire::kShortText;
using wire::Limits;

constexpr Limits kPem{1, 16'000};
constexpr Limits kHexText{1, 200};
constexpr Limits kSentence{0, 500};
constexpr Limits kMostHubs{1, 8};

}  // namespace

// Found by the types' own namespace, so not in an unnamed one.

template <typename F>
void fields(F& f, PairingHello& hello) {
    f("serial", hello.serial);
    f("model", hello.model, {1, 80});
    f("key", hello.key);
    f("methods", hello.methods, {1, 3});
    f("invitation", hello.invitation, {0, 16});
}
template <typename F>
void fields(F& f, StartMessage& start) {
    f("method", start.method);
    f("share", start.share, kHexText);
}
template <typename F>
void fields(F& f, ShareMessage& share) {
    f("share", share.share, kHexText);
    f("tag", share.tag, kHexText);
}
template <typename F>
void fields(F& f, TagMessage& tag) {
    f("tag", tag.tag, kHexText);
}
template <typename F>
void fields(F& f, ClaimMessage& claim) {
    f("request_pem", claim.request_pem, kPem);
    f("signature", claim.signature, kHexText);
}
template <typename F>
void fields(F& f, HubAddress& hub) {
    f("host", hub.host, {1, 253});
    f("port", hub.port, {1, 65535});
}
template <typename F>
void fields(F& f, WifiNetwork& wifi) {
    f("ssid_hex", wifi.ssid, {2, 64});
    f("password", wifi.password, {0, 64});
}
template <typename F>
void fields(F& f, HubGrant& grant) {
    f("authority_pem", grant.authority_pem, kPem);
    f("certificate_pem", grant.certificate_pem, kPem);
    f("home", grant.home, kShortText);
    f("hubs", grant.hubs, kMostHubs);
    f("wifi", grant.wifi);
}
template <typename F>
void fields(F& f, GrantMessage& message) {
    f("granted", message.granted);
    f("error", message.error, {1, 40});
    f("sentence", message.sentence, kSentence);
    f("grant", message.grant);
}
template <typename F>
void fields(F& f, KeptMessage& kept) {
    f("kept", kept.kept);
}

namespace {

template <typename T>
constexpr std::string_view kName;
template <>
constexpr std::string_view kName<PairingHello> = "pairing_hello";
template <>
constexpr std::string_view kName<StartMessage> = "pairing_start";
template <>
constexpr std::string_view kName<ShareMessage> = "pairing_share";
template <>
constexpr std::string_view kName<TagMessage> = "pairing_tag";
template <>
constexpr std::string_view kName<ClaimMessage> = "pairing_claim";
template <>
constexpr std::string_view kName<GrantMessage> = "pairing_grant";
template <>
constexpr std::string_view kName<KeptMessage> = "pairing_kept";

/// Which protocol it is stands in every message: one that speaks another is told at once.
template <typename T>
std::string named(const T& message) {
    wire::json::object object = wire::write_object(message);
    object["pairing"] = kPairingVersion;
    object["type"] = wire::json::string_view(kName<T>.data(), kName<T>.size());
    return wire::to_text(object);
}

Error corrupt(const std::string& sentence) {
    return {ErrorCode::Corrupt, sentence};
}

}  // namespace

std::string pairing_text(const PairingHello& message) {
    return named(message);
}
std::string pairing_text(const StartMessage& message) {
    return named(message);
}
std::string pairing_text(const ShareMessage& message) {
    return named(message);
}
std::string pairing_text(const TagMessage& message) {
    return named(message);
}
std::string pairing_text(const ClaimMessage& message) {
    return named(message);
}
std::string pairing_text(const GrantMessage& message) {
    GrantMessage written = message;
    if (written.grant && written.grant->wifi) {
        // A network's name is any bytes, JSON's texts are not.
        written.grant->wifi->ssid = to_hex_text(written.grant->wifi->ssid);
    }
    return named(written);
}
std::string pairing_text(const KeptMessage& message) {
    return named(message);
}

template <typename T>
Result<T> read_pairing(const std::string& text) {
    auto object = wire::parse_object(text, "what came");
    if (!object) {
        return corrupt(object.error().message());
    }
    const wire::json::value* version = object->if_contains("pairing");
    const wire::json::value* type = object->if_contains("type");
    if (version == nullptr || *version != kPairingVersion || type == nullptr ||
        !type->is_string() || std::string_view(type->get_string()) != kName<T>) {
        return corrupt(fmt::format("the other side does not pair as we do: no {}", kName<T>));
    }
    object->erase("pairing");
    object->erase("type");
    auto message = wire::read_object<T>(*object, std::string(kName<T>));
    if (!message) {
        return corrupt(message.error().message());
    }
    if constexpr (std::is_same_v<T, GrantMessage>) {
        auto& grant = message->grant;
        if (grant) {
            auto& wifi = grant->wifi;
            if (wifi) {
                PL_TRY(wifi->ssid, from_hex_text(wifi->ssid));
            }
        }
    }
    return message;
}

template Result<PairingHello> read_pairing(const std::string& text);
template Result<StartMessage> read_pairing(const std::string& text);
template Result<ShareMessage> read_pairing(const std::string& text);
template Result<TagMessage> read_pairing(const std::string& text);
template Result<ClaimMessage> read_pairing(const std::string& text);
template Result<GrantMessage> read_pairing(const std::string& text);
template Result<KeptMessage> read_pairing(const std::string& text);

Result<std::string> from_hex_text(const std::string& hex) {
    PL_TRY(const auto bytes, from_hex(hex));
    return std::string(bytes.begin(), bytes.end());
}

std::string to_hex_text(std::string_view bytes) {
    return to_hex(std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
}

pake::CpaceInputs cpace_inputs(const Secret& secret, PairingMethod method, const Serial& serial,
                               const PublicKey& key, std::string exporter) {
    std::string channel = fmt::format("porchlight pairing {} {} {} {}", kPairingVersion,
                                      static_cast<int>(method), serial.text(), to_hex(key));
    return {secret, std::move(channel), std::move(exporter)};
}

std::string claim_text(const std::string& exporter, const Serial& serial) {
    return "porchlight claim 1\n" + serial.text() + "\n" + exporter;
}

rt::Task<> say(Link* link, std::string text) {
    Frame frame{FrameKind::Message, std::move(text)};
    auto sending = link->send(std::move(frame));
    co_return co_await std::move(sending);
}

rt::Task<std::string> hear(Link* link) {
    auto receiving = link->receive();
    PL_CO_TRY(auto frame, co_await std::move(receiving));
    if (frame.kind != FrameKind::Message) {
        co_return corrupt("data came in the middle of pairing");
    }
    co_return std::move(frame.bytes);
}

}  // namespace porchlight::net::link
