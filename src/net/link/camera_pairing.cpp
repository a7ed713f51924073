// SPDX-License-Identifier: Apache-2.0
#include "net/link/pairing.hpp"
#include "net/link/pairing_messages.hpp"
#include "rt/deadline.hpp"

#include <array>
#include <optional>
#include <utility>

namespace porchlight::net::link {

namespace {

constexpr std::chrono::milliseconds kDialLimit{10'000};
/// For each answer once the owner's code is there. The owner is waited for longer.
constexpr std::chrono::milliseconds kAnswerLimit{15'000};

Error window_closed() {
    return {ErrorCode::FailedPrecondition,
            "Pairing is closed. Hold the camera's button until it blinks blue, and try again."};
}

PairingHello hello_of(const CameraOffer& offer) {
    PairingHello hello{offer.identity.serial(), offer.model, offer.identity.public_key(), {}, {}};
    if (offer.invitation) {
        hello.methods = {PairingMethod::Invitation};
        hello.invitation = offer.invitation->id;
        return hello;
    }
    if (offer.code) {
        hello.methods.push_back(PairingMethod::Code);
    }
    if (offer.label_secret) {
        hello.methods.push_back(PairingMethod::Label);
    }
    return hello;
}

const Secret* secret_for(const CameraOffer& offer, PairingMethod method) {
    if (offer.invitation) {
        return method == PairingMethod::Invitation ? &offer.invitation->secret : nullptr;
    }
    if (method == PairingMethod::Code) {
        return offer.code ? &*offer.code : nullptr;
    }
    return method == PairingMethod::Label && offer.label_secret ? &*offer.label_secret : nullptr;
}

rt::Task<std::string> hear_within(Link* link, std::chrono::microseconds limit, std::string what) {
    auto hearing = hear(link);
    auto deadline = rt::with_deadline(std::move(hearing), limit, std::move(what));
    co_return co_await std::move(deadline);
}

/// The camera's half of CPace, as the hub's message asks for. Says its share and tag, and checks
/// the hub's.
rt::Task<> prove_hub(Link* link, const CameraOffer* offer, StartMessage start,
                     std::string exporter) {
    const Secret* secret = secret_for(*offer, start.method);
    if (secret == nullptr) {
        co_return Error(ErrorCode::Corrupt, "the hub pairs in a way that was not offered");
    }
    const auto inputs = cpace_inputs(*secret, start.method, offer->identity.serial(),
                                     offer->identity.public_key(), std::move(exporter));
    PL_CO_TRY(auto share, from_hex_text(start.share));
    auto run = pake::Cpace::start(pake::CpaceRole::Responder, inputs, std::string(kCameraSays));
    const std::string own_share = run.message().share;
    const pake::CpaceMessage hub_message{std::move(share), std::string(kHubSays)};
    PL_CO_TRY(const auto tags, std::move(run).finish(hub_message));
    auto saying =
        say(link, pairing_text(ShareMessage{to_hex_text(own_share), to_hex_text(tags.own())}));
    PL_CO_TRY_VOID(co_await std::move(saying));
    auto hearing = hear_within(link, kAnswerLimit, "the hub's proof that it knows the code");
    const auto heard = co_await std::move(hearing);
    const Error wrong(ErrorCode::PermissionDenied,
                      "The code does not match. Look at it once more; one try is used up.");
    if (!heard) {
        // A hub that sees another code than its own breaks off here.
        co_return heard.error().code() == ErrorCode::Unavailable ? wrong : heard.error();
    }
    PL_CO_TRY(const auto answer, read_pairing<TagMessage>(*heard));
    PL_CO_TRY(const auto tag, from_hex_text(answer.tag));
    co_return tags.confirms(tag) ? Result<>() : Result<>(wrong);
}

Result<std::string> claim_of(const DeviceIdentity& identity, const std::string& exporter) {
    PL_TRY(auto request, identity.certificate_request());
    const std::string claim = claim_text(exporter, identity.serial());
    const auto signature = identity.key().sign(
        std::span(reinterpret_cast<const std::uint8_t*>(claim.data()), claim.size()));
    return pairing_text(ClaimMessage{
        std::move(request),
        to_hex_text({reinterpret_cast<const char*>(signature.data()), signature.size()})});
}

Result<HubGrant> granted(const std::string& text) {
    PL_TRY(auto answer, read_pairing<GrantMessage>(text));
    if (answer.granted && answer.grant) {
        return std::move(*answer.grant);
    }
    const ErrorCode code = answer.error == to_string(ErrorCode::AlreadyExists)
                               ? ErrorCode::AlreadyExists
                               : ErrorCode::Unavailable;
    return Error(code, answer.sentence.value_or("the hub does not take this camera"));
}

rt::Task<std::unique_ptr<Link>> dial_stranger(HubAddress hub) {
    PL_CO_TRY(auto context, LinkContext::for_pairing());
    auto dialling = dial(std::move(hub), std::move(context), kDialLimit);
    co_return co_await std::move(dialling);
}

/// Says who we are, and waits for the owner's code to reach the hub.
rt::Task<StartMessage> await_owner(Link* link, const CameraOffer* offer,
                                   std::chrono::microseconds limit) {
    auto saying = say(link, pairing_text(hello_of(*offer)));
    PL_CO_TRY_VOID(co_await std::move(saying));
    auto waiting = hear_within(link, limit, "the owner's code");
    PL_CO_TRY(const auto text, co_await std::move(waiting));
    co_return read_pairing<StartMessage>(text);
}

}  // namespace

rt::Task<PairedLink> pair_with_hub(HubAddress hub, CameraOffer offer, PairingWindow* window,
                                   const Clock* clock) {
    if (!window->is_open(clock->monotonic_now())) {
        co_return window_closed();
    }
    auto dialling = dial_stranger(std::move(hub));
    PL_CO_TRY(auto link, co_await std::move(dialling));
    PL_CO_TRY(const std::string exporter, link->exporter(std::string(kExporterLabel)));
    auto waiting = await_owner(link.get(), &offer, window->time_left(clock->monotonic_now()));
    PL_CO_TRY(auto start, co_await std::move(waiting));
    if (!window->take_try(clock->monotonic_now())) {
        co_return window_closed();
    }
    auto proving = prove_hub(link.get(), &offer, std::move(start), exporter);
    PL_CO_TRY_VOID(co_await std::move(proving));
    PL_CO_TRY(auto claim, claim_of(offer.identity, exporter));
    auto saying = say(link.get(), std::move(claim));
    PL_CO_TRY_VOID(co_await std::move(saying));
    auto hearing = hear_within(link.get(), kAnswerLimit, "the hub's answer");
    PL_CO_TRY(const auto answer, co_await std::move(hearing));
    PL_CO_TRY(auto grant, granted(answer));
    window->close();
    co_return PairedLink(std::move(link), std::move(grant));
}

rt::Task<> PairedLink::confirm() {
    auto saying = say(link_.get(), pairing_text(KeptMessage{}));
    PL_CO_TRY_VOID(co_await std::move(saying));
    auto flushing = link_->flush();
    const auto flushed = co_await std::move(flushing);
    link_->close();
    co_return flushed;
}

}  // namespace porchlight::net::link
