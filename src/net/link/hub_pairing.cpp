// SPDX-License-Identifier: Apache-2.0
#include "net/link/pairing.hpp"
#include "net/link/pairing_messages.hpp"
#include "net/tls/certificate_parts.hpp"
#include "rt/deadline.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::net::link {

namespace {

constexpr std::chrono::milliseconds kAnswerLimit{15'000};
/// Flash is slow, and a camera may write the whole grant twice.
constexpr std::chrono::milliseconds kKeepLimit{60'000};

template <typename T>
rt::Task<T> hear_message(Link* link, std::chrono::milliseconds limit, std::string what) {
    auto hearing = hear(link);
    auto deadline = rt::with_deadline(std::move(hearing), limit, std::move(what));
    PL_CO_TRY(const auto text, co_await std::move(deadline));
    co_return read_pairing<T>(text);
}

Error wrong_code() {
    return {ErrorCode::PermissionDenied,
            "The code does not match the camera's. Look at it once more."};
}

/// The hub's half of CPace.
rt::Task<> prove_code(Link* link, pake::CpaceInputs inputs, PairingMethod method) {
    auto run = pake::Cpace::start(pake::CpaceRole::Initiator, inputs, std::string(kHubSays));
    auto saying = say(link, pairing_text(StartMessage{method, to_hex_text(run.message().share)}));
    PL_CO_TRY_VOID(co_await std::move(saying));
    auto hearing = hear_message<ShareMessage>(link, kAnswerLimit, "the camera's proof");
    PL_CO_TRY(const auto answer, co_await std::move(hearing));
    PL_CO_TRY(auto share, from_hex_text(answer.share));
    PL_CO_TRY(const auto tag, from_hex_text(answer.tag));
    const pake::CpaceMessage camera_message{std::move(share), std::string(kCameraSays)};
    PL_CO_TRY(const auto tags, std::move(run).finish(camera_message));
    if (!tags.confirms(tag)) {
        co_return wrong_code();  // our own tag is not shown: it would be checked against guesses
    }
    auto confirming = say(link, pairing_text(TagMessage{to_hex_text(tags.own())}));
    co_return co_await std::move(confirming);
}

/// @return The request. @error PermissionDenied
Result<std::string> check_claim(ClaimMessage claim, const PairingHello& hello,
                                const std::string& exporter) {
    const Error not_its_key(ErrorCode::PermissionDenied,
                            "The camera could not show that it is the one it says it is.");
    const auto bytes = from_hex_text(claim.signature);
    Signature signature{};
    if (!bytes || bytes->size() != signature.size()) {
        return not_its_key;
    }
    std::ranges::copy(*bytes, signature.begin());
    const std::string text = claim_text(exporter, hello.serial);
    if (!is_signed(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()),
                   signature, hello.key)) {
        return not_its_key;
    }
    PL_TRY(const auto key, tls::key_of_request(claim.request_pem, hello.key));
    return std::move(claim.request_pem);
}

}  // namespace

rt::Task<PairingHello> hear_camera(Link* link) {
    auto hearing = hear_message<PairingHello>(link, kAnswerLimit, "the camera's name");
    co_return co_await std::move(hearing);
}

rt::Task<std::string> prove_camera(Link* link, PairingHello hello, PairingMethod method,
                                   Secret secret) {
    PL_CO_TRY(const std::string exporter, link->exporter(std::string(kExporterLabel)));
    auto inputs = cpace_inputs(secret, method, hello.serial, hello.key, exporter);
    auto proving = prove_code(link, std::move(inputs), method);
    PL_CO_TRY_VOID(co_await std::move(proving));
    auto hearing = hear_message<ClaimMessage>(link, kAnswerLimit, "the camera's claim");
    PL_CO_TRY(auto claim, co_await std::move(hearing));
    co_return check_claim(std::move(claim), hello, exporter);
}

rt::Task<> grant_camera(Link* link, HubGrant grant) {
    auto saying = say(link, pairing_text(GrantMessage{true, {}, {}, std::move(grant)}));
    PL_CO_TRY_VOID(co_await std::move(saying));
    auto hearing = hear_message<KeptMessage>(link, kKeepLimit, "the camera to keep its new home");
    PL_CO_TRY(const auto kept, co_await std::move(hearing));
    co_return kept.kept ? Result<>()
                        : Result<>(Error(ErrorCode::Unavailable, "the camera kept nothing"));
}

rt::Task<> refuse_camera(Link* link, Error why) {
    auto saying = say(link, pairing_text(GrantMessage{
                                false, std::string(to_string(why.code())), why.message(), {}}));
    PL_CO_TRY_VOID(co_await std::move(saying));
    auto flushing = link->flush();
    co_return co_await std::move(flushing);
}

}  // namespace porchlight::net::link
