// SPDX-License-Identifier: Apache-2.0
#include "net/digest.hpp"

#include "base/base64.hpp"
#include "net/ascii.hpp"
#include "net/auth_parameters.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <utility>
#include <vector>

namespace porchlight::net {
namespace {

bool is_session(AuthScheme scheme) {
    return scheme == AuthScheme::DigestMd5Sess || scheme == AuthScheme::DigestSha256Sess;
}

bool is_sha256(AuthScheme scheme) {
    return scheme == AuthScheme::DigestSha256 || scheme == AuthScheme::DigestSha256Sess;
}

std::string_view algorithm_name(AuthScheme scheme) {
    switch (scheme) {
        case AuthScheme::Basic:
        case AuthScheme::DigestMd5:
            return "MD5";
        case AuthScheme::DigestMd5Sess:
            return "MD5-sess";
        case AuthScheme::DigestSha256:
            return "SHA-256";
        case AuthScheme::DigestSha256Sess:
            return "SHA-256-sess";
    }
    return "MD5";
}

Result<std::string> hash(AuthScheme scheme, std::string_view text) {
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    const EVP_MD* algorithm = is_sha256(scheme) ? EVP_sha256() : EVP_md5();
    if (EVP_Digest(text.data(), text.size(), digest.data(), &size, algorithm, nullptr) != 1) {
        return Error(ErrorCode::Internal, "OpenSSL does not offer the hash for the camera's login");
    }
    return to_hex(std::span(digest).first(size));
}

std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// A challenge while it is read: what makes it one that we can answer comes in any order.
struct Draft {
    Challenge challenge;
    bool is_digest = false;
    bool is_answerable = false;
    bool has_qop = false;
};

std::optional<AuthScheme> digest_scheme(std::string_view algorithm) {
    using enum AuthScheme;
    constexpr std::array<std::pair<std::string_view, AuthScheme>, 5> kNames = {{
        {"", DigestMd5},
        {"MD5", DigestMd5},
        {"MD5-sess", DigestMd5Sess},
        {"SHA-256", DigestSha256},
        {"SHA-256-sess", DigestSha256Sess},
    }};
    for (const auto& [name, scheme] : kNames) {
        if (ascii_iequals(name, algorithm)) {
            return scheme;
        }
    }
    return std::nullopt;
}

bool lists_auth(std::string_view options) {
    while (!options.empty()) {
        if (ascii_iequals(trimmed(take_until(options, ',')), "auth")) {
            return true;
        }
    }
    return false;
}

void apply(Draft& draft, std::string_view name, const std::string& value) {
    Challenge& challenge = draft.challenge;
    if (ascii_iequals(name, "realm")) {
        challenge.realm = value;
    } else if (ascii_iequals(name, "nonce")) {
        challenge.nonce = value;
    } else if (ascii_iequals(name, "opaque")) {
        challenge.opaque = value;
    } else if (ascii_iequals(name, "stale")) {
        challenge.stale = ascii_iequals(value, "true");
    } else if (ascii_iequals(name, "qop")) {
        draft.has_qop = !value.empty();
        challenge.qop_auth = lists_auth(value);
    } else if (ascii_iequals(name, "algorithm") && draft.is_digest) {
        challenge.names_algorithm = true;
        const auto scheme = digest_scheme(value);
        draft.is_answerable = scheme.has_value();
        challenge.scheme = scheme.value_or(AuthScheme::DigestMd5);
    }
}

Draft begin(std::string_view scheme) {
    Draft draft;
    draft.is_digest = ascii_iequals(scheme, "Digest");
    draft.is_answerable = draft.is_digest || ascii_iequals(scheme, "Basic");
    draft.challenge.scheme = draft.is_digest ? AuthScheme::DigestMd5 : AuthScheme::Basic;
    return draft;
}

bool can_answer(const Draft& draft) {
    const bool only_auth_int = draft.has_qop && !draft.challenge.qop_auth;
    return draft.is_answerable && !(draft.is_digest && draft.challenge.nonce.empty()) &&
           !only_auth_int;
}

void keep_stronger(std::optional<Challenge>& best, const Draft& draft) {
    if (can_answer(draft) && (!best || draft.challenge.scheme > best->scheme)) {
        best = draft.challenge;
    }
}

std::string in_quotes(std::string_view text) {
    std::string value = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            value += '\\';
        }
        value += c;
    }
    return value + '"';
}

Error no_login() {
    return Error(ErrorCode::PermissionDenied,
                 "The camera asks for a user name and a password. Add them to its settings")
        .with_fault("stream.auth_wrong_account");
}

Error refused() {
    return Error(ErrorCode::PermissionDenied,
                 "The camera refused this user name or password. Many cameras have an account of "
                 "their own for RTSP, set up in the camera's settings")
        .with_fault("stream.auth_wrong_account");
}

Result<std::string> random_cnonce() {
    std::array<std::uint8_t, 12> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
        return Error(ErrorCode::Internal, "the system gives no random numbers");
    }
    return to_hex(bytes);
}

}  // namespace

std::optional<Challenge> strongest_challenge(std::span<const std::string> headers) {
    std::optional<Challenge> best;
    for (const std::string& header : headers) {
        std::string_view rest = header;
        Draft draft;
        while (const auto parameter = take_auth_parameter(rest)) {
            if (!parameter->value) {
                keep_stronger(best, draft);
                draft = begin(parameter->name);
            } else {
                apply(draft, parameter->name, *parameter->value);
            }
        }
        keep_stronger(best, draft);
    }
    return best;
}

Result<std::string> digest_response(const Challenge& challenge, const DigestInput& input) {
    const AuthScheme scheme = challenge.scheme;
    PL_TRY(std::string ha1,
           hash(scheme, fmt::format("{}:{}:{}", input.user, challenge.realm, input.password)));
    if (is_session(scheme)) {
        PL_TRY(ha1, hash(scheme, fmt::format("{}:{}:{}", ha1, challenge.nonce, input.cnonce)));
    }
    PL_TRY(const std::string ha2, hash(scheme, fmt::format("{}:{}", input.method, input.uri)));
    if (!challenge.qop_auth) {
        return hash(scheme, fmt::format("{}:{}:{}", ha1, challenge.nonce, ha2));
    }
    return hash(scheme, fmt::format("{}:{}:{:08x}:{}:auth:{}", ha1, challenge.nonce,
                                    input.nonce_count, input.cnonce, ha2));
}

Result<> Authenticator::on_challenge(std::span<const std::string> headers) {
    auto challenge = strongest_challenge(headers);
    if (!challenge) {
        return Error(ErrorCode::Unsupported,
                     "The camera asks for the password in a way that is not known (neither Basic "
                     "nor Digest with MD5 or SHA-256)");
    }
    if (user_.empty() && password_.empty()) {
        return no_login();
    }
    if (answered_ && !challenge->stale) {
        return refused();
    }
    // A camera that calls every nonce stale would be asked forever.
    answered_ = true;
    const bool same_nonce = challenge_ && challenge_->nonce == challenge->nonce;
    if (same_nonce && challenge->stale) {
        return refused();
    }
    if (!same_nonce) {
        nonce_count_ = 0;
        PL_TRY(cnonce_, random_cnonce());
    }
    challenge_ = std::move(challenge);
    return {};
}

Result<std::string> Authenticator::authorization(std::string_view method, std::string_view uri) {
    if (!challenge_) {
        return std::string();
    }
    if (challenge_->scheme == AuthScheme::Basic) {
        const Secret login(user_ + ":" + password_.reveal());
        return "Basic " + to_base64(bytes_of(login.reveal()));
    }
    return digest(method, uri);
}

Result<std::string> Authenticator::digest(std::string_view method, std::string_view uri) {
    // NOLINTNEXTLINE(bugprone-unchecked-optional-access): the only caller has looked
    const Challenge& challenge = *challenge_;
    DigestInput input{user_, password_.reveal(), method, uri, cnonce_, ++nonce_count_};
    PL_TRY(const std::string response, digest_response(challenge, input));
    std::string value = fmt::format(
        "Digest username={}, realm={}, nonce={}, uri={}, response=\"{}\"", in_quotes(user_),
        in_quotes(challenge.realm), in_quotes(challenge.nonce), in_quotes(uri), response);
    // Old cameras choke on an algorithm they did not name.
    if (challenge.names_algorithm) {
        value += fmt::format(", algorithm={}", algorithm_name(challenge.scheme));
    }
    if (!challenge.opaque.empty()) {
        value += fmt::format(", opaque={}", in_quotes(challenge.opaque));
    }
    if (challenge.qop_auth) {
        value += fmt::format(", qop=auth, nc={:08x}, cnonce=\"{}\"", nonce_count_, cnonce_);
    } else if (is_session(challenge.scheme)) {
        value += fmt::format(", cnonce=\"{}\"", cnonce_);
    }
    return value;
}

}  // namespace porchlight::net
