// SPDX-License-Identifier: Apache-2.0
#include "net/pake/cpace.hpp"

#include "base/check.hpp"
#include "net/pake/cpace_steps.hpp"
#include "net/token.hpp"

#include <sodium.h>

#include <algorithm>
#include <utility>

namespace porchlight::net::pake {

namespace {

static_assert(kShareBytes == crypto_core_ristretto255_BYTES);
static_assert(kTagBytes == crypto_auth_hmacsha512_BYTES);

constexpr std::string_view kDsi = "CPaceRistretto255";
constexpr std::string_view kIskDsi = "CPaceRistretto255_ISK";
constexpr std::string_view kMacDsi = "CPaceMac";
/// SHA-512's input block (the draft's s_in_bytes).
constexpr std::size_t kHashBlock = 128;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

/// Fills `size` bytes that never lie anywhere else.
template <typename Fill>
Secret made(std::size_t size, Fill fill) {
    std::string bytes(size, '\0');
    fill(reinterpret_cast<unsigned char*>(bytes.data()));
    return Secret(std::move(bytes));
}

Secret sha512(std::string_view text) {
    return made(crypto_hash_sha512_BYTES,
                [&](unsigned char* out) { crypto_hash_sha512(out, bytes_of(text), text.size()); });
}

/// Reserved before, so that no copy is left behind by growing.
Secret joined(std::initializer_list<std::string_view> parts) {
    std::size_t size = 0;
    for (const std::string_view part : parts) {
        size += part.size();
    }
    std::string whole;
    whole.reserve(size);
    for (const std::string_view part : parts) {
        whole += part;
    }
    return Secret(std::move(whole));
}

std::string leb128(std::size_t number) {
    std::string bytes;
    do {
        const auto low = static_cast<unsigned char>(number & 0x7FU);
        number >>= 7U;
        bytes.push_back(static_cast<char>(number != 0 ? low | 0x80U : low));
    } while (number != 0);
    return bytes;
}

}  // namespace

Secret lv_cat(std::initializer_list<std::string_view> parts) {
    std::size_t size = 0;
    for (const std::string_view part : parts) {
        size += leb128(part.size()).size() + part.size();
    }
    std::string whole;
    whole.reserve(size);
    for (const std::string_view part : parts) {
        whole += leb128(part.size());
        whole += part;
    }
    return Secret(std::move(whole));
}

Secret generator_string(const CpaceInputs& inputs) {
    const std::string& password = inputs.password.reveal();
    const std::size_t used = leb128(password.size()).size() + password.size() +
                             leb128(kDsi.size()).size() + kDsi.size() + 1;
    const std::string zeros(used < kHashBlock ? kHashBlock - used : 0, '\0');
    return lv_cat({kDsi, password, zeros, inputs.channel, inputs.session});
}

Secret calculate_generator(const CpaceInputs& inputs) {
    const Secret hash = sha512(generator_string(inputs).reveal());
    return made(kShareBytes, [&](unsigned char* point) {
        crypto_core_ristretto255_from_hash(point, bytes_of(hash.reveal()));
    });
}

std::optional<Secret> scalar_mult(const Secret& scalar, std::string_view point) {
    if (point.size() != kShareBytes) {
        return std::nullopt;
    }
    bool is_point = false;
    Secret product = made(kShareBytes, [&](unsigned char* out) {
        // Refuses what does not decode, and gives no neutral element.
        is_point =
            crypto_scalarmult_ristretto255(out, bytes_of(scalar.reveal()), bytes_of(point)) == 0;
    });
    return is_point ? std::optional(std::move(product)) : std::nullopt;
}

std::string transcript_ir(const CpaceMessage& initiator, const CpaceMessage& responder) {
    return lv_cat({initiator.share, initiator.associated}).reveal() +
           lv_cat({responder.share, responder.associated}).reveal();
}

Secret session_key(const std::string& session, const Secret& k, const std::string& transcript) {
    const Secret head = lv_cat({kIskDsi, session, k.reveal()});
    return sha512(joined({head.reveal(), transcript}).reveal());
}

Secret mac_key(const std::string& session, const Secret& isk) {
    return sha512(joined({kMacDsi, session, isk.reveal()}).reveal());
}

std::string tag_of(const Secret& mac_key, const CpaceMessage& message) {
    const Secret said = lv_cat({message.share, message.associated});
    std::string tag(kTagBytes, '\0');
    crypto_auth_hmacsha512_state state{};
    crypto_auth_hmacsha512_init(&state, bytes_of(mac_key.reveal()), mac_key.reveal().size());
    crypto_auth_hmacsha512_update(&state, bytes_of(said.reveal()), said.reveal().size());
    crypto_auth_hmacsha512_final(&state, reinterpret_cast<unsigned char*>(tag.data()));
    sodium_memzero(&state, sizeof state);
    return tag;
}

bool CpaceTags::confirms(const std::string& tag) const {
    return equal_secrets(tag, expected_.reveal());
}

Cpace Cpace::start(CpaceRole role, const CpaceInputs& inputs, std::string associated) {
    PL_CHECK(sodium_init() >= 0, "libsodium finds no source of randomness");
    const Secret generator = calculate_generator(inputs);
    Secret scalar =
        made(crypto_core_ristretto255_SCALARBYTES, crypto_core_ristretto255_scalar_random);
    const auto share = scalar_mult(scalar, generator.reveal());
    PL_CHECK(share.has_value(), "a hash into the group gave its neutral element");
    // NOLINTNEXTLINE(bugprone-unchecked-optional-access): checked above
    CpaceMessage message{share->reveal(), std::move(associated)};
    return {role, inputs.session, std::move(scalar), std::move(message)};
}

Result<CpaceTags> Cpace::finish(const CpaceMessage& theirs) && {
    const auto k = scalar_mult(scalar_, theirs.share);
    scalar_ = Secret();
    if (!k || theirs.share == message_.share) {
        return Error(ErrorCode::PermissionDenied, "The other side did not keep to the rules.");
    }
    const bool first = role_ == CpaceRole::Initiator;
    const std::string transcript =
        first ? transcript_ir(message_, theirs) : transcript_ir(theirs, message_);
    const Secret key = mac_key(session_, session_key(session_, *k, transcript));
    return CpaceTags(tag_of(key, message_), Secret(tag_of(key, theirs)));
}

}  // namespace porchlight::net::pake
