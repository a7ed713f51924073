// SPDX-License-Identifier: Apache-2.0
#include "net/digest_guard.hpp"

#include "net/ascii.hpp"
#include "net/auth_parameters.hpp"
#include "net/digest.hpp"
#include "net/token.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace porchlight::net {

namespace {

/// What an Authorization header says.
struct Answer {
    bool is_digest = false;
    std::string user;
    std::string realm;
    std::string nonce;
    std::string uri;
    std::string response;
    std::string algorithm;
    std::string qop;
    std::string cnonce;
    std::string count;
};

void apply(Answer& answer, std::string_view name, std::string value) {
    constexpr std::array<std::pair<std::string_view, std::string Answer::*>, 9> kFields = {{
        {"username", &Answer::user},
        {"realm", &Answer::realm},
        {"nonce", &Answer::nonce},
        {"uri", &Answer::uri},
        {"response", &Answer::response},
        {"algorithm", &Answer::algorithm},
        {"qop", &Answer::qop},
        {"cnonce", &Answer::cnonce},
        {"nc", &Answer::count},
    }};
    for (const auto& [known, field] : kFields) {
        if (ascii_iequals(known, name)) {
            answer.*field = std::move(value);
            return;
        }
    }
}

Answer read_answer(std::string_view header) {
    Answer answer;
    while (auto parameter = take_auth_parameter(header)) {
        if (!parameter->value) {
            answer.is_digest = ascii_iequals(parameter->name, "Digest");
        } else {
            apply(answer, parameter->name, std::move(*parameter->value));
        }
    }
    return answer;
}

std::string_view path_of(std::string_view uri) {
    const std::size_t scheme = uri.find("://");
    if (scheme == std::string_view::npos) {
        return uri;
    }
    const std::size_t path = uri.find('/', scheme + 3);
    return path == std::string_view::npos ? "/" : uri.substr(path);
}

std::optional<AuthScheme> scheme_of(std::string_view algorithm) {
    if (algorithm.empty() || ascii_iequals(algorithm, "MD5")) {
        return AuthScheme::DigestMd5;
    }
    return ascii_iequals(algorithm, "SHA-256") ? std::optional(AuthScheme::DigestSha256)
                                               : std::nullopt;
}

}  // namespace

DigestGuard::DigestGuard(std::string realm, std::vector<Login> logins)
    : realm_(std::move(realm)), nonce_(random_token().reveal()), logins_(std::move(logins)) {}

std::vector<std::string> DigestGuard::challenges() const {
    return {fmt::format(R"(Digest realm="{}", nonce="{}", algorithm=SHA-256, qop="auth")", realm_,
                        nonce_),
            fmt::format(R"(Digest realm="{}", nonce="{}")", realm_, nonce_)};
}

std::optional<std::string> DigestGuard::user_of(std::string_view authorization,
                                                std::string_view method,
                                                std::string_view uri) const {
    const Answer answer = read_answer(authorization);
    const auto scheme = scheme_of(answer.algorithm);
    const auto count =
        answer.qop.empty() ? std::optional<std::uint32_t>(1) : parse_number(answer.count, 16);
    const bool is_ours = answer.is_digest && scheme && count && answer.realm == realm_ &&
                         answer.nonce == nonce_ &&
                         (answer.qop.empty() || ascii_iequals(answer.qop, "auth"));
    if (!is_ours || (answer.uri != uri && path_of(answer.uri) != path_of(uri))) {
        return std::nullopt;
    }
    Challenge challenge;
    challenge.scheme = *scheme;
    challenge.realm = realm_;
    challenge.nonce = nonce_;
    challenge.qop_auth = !answer.qop.empty();
    for (const Login& login : logins_) {
        const auto right = digest_response(challenge, {login.user, login.password.reveal(), method,
                                                       answer.uri, answer.cnonce, *count});
        if (right && equal_secrets(*right, ascii_lower(answer.response)) &&
            login.user == answer.user) {
            return login.user;
        }
    }
    return std::nullopt;
}

}  // namespace porchlight::net
