// SPDX-License-Identifier: Apache-2.0
#include "net/link/pairing.hpp"

#include "net/link/link_fixture.hpp"
#include "net/link/pairing_messages.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <gmock/gmock.h>

namespace porchlight::net::link {
namespace {

using namespace std::chrono_literals;

TEST(PairingWindow, IsOpenForTenMinutesAndFiveTries) {
    FakeClock clock;
    PairingWindow window;
    EXPECT_FALSE(window.is_open(clock.monotonic_now()));
    window.open(clock.monotonic_now());
    clock.advance(9min + 59s);
    EXPECT_TRUE(window.is_open(clock.monotonic_now()));
    EXPECT_EQ(window.time_left(clock.monotonic_now()), 1s);
    clock.advance(1s);
    EXPECT_FALSE(window.is_open(clock.monotonic_now()));
    EXPECT_FALSE(window.take_try(clock.monotonic_now()));

    window.open(clock.monotonic_now());
    for (int i = 0; i < 5; ++i) {
        EXPECT_TRUE(window.take_try(clock.monotonic_now()));
    }
    EXPECT_FALSE(window.take_try(clock.monotonic_now()));
    EXPECT_FALSE(window.is_open(clock.monotonic_now()));
    window.open(clock.monotonic_now());
    EXPECT_TRUE(window.is_open(clock.monotonic_now()));
    window.close();
    EXPECT_FALSE(window.is_open(clock.monotonic_now()));
}

/// What the hub of a test does with whoever comes.
struct HubPlan {
    PairingMethod method = PairingMethod::Code;
    std::string secret = "12345678";
    std::optional<Error> refusal;
    HubGrant grant;
    const tls::CertificateAuthority* authority = nullptr;

    // What came of it:
    std::optional<PairingHello> hello;
    Result<> proven = Error(ErrorCode::Internal, "nobody came");
    bool kept = false;
};

rt::Task<> follow(std::unique_ptr<Link> link, HubPlan* plan) {
    auto hearing = hear_camera(link.get());
    PL_CO_TRY(plan->hello, co_await std::move(hearing));
    auto proving = prove_camera(link.get(), *plan->hello, plan->method, Secret(plan->secret));
    const auto request = co_await std::move(proving);
    plan->proven = request ? Result<>() : Result<>(request.error());
    if (!request) {
        co_return request.error();
    }
    if (plan->refusal) {
        co_return co_await refuse_camera(link.get(), *plan->refusal);
    }
    HubGrant grant = plan->grant;
    PL_CO_TRY(grant.certificate_pem,
              plan->authority->issue_device(*request, plan->hello->serial, plan->hello->key));
    auto granting = grant_camera(link.get(), std::move(grant));
    plan->kept = (co_await std::move(granting)).has_value();
    co_return Result<>();
}

rt::Task<HubGrant> pair(HubAddress hub, CameraOffer offer, PairingWindow* window,
                        const Clock* clock) {
    auto pairing = pair_with_hub(std::move(hub), std::move(offer), window, clock);
    PL_CO_TRY(auto paired, co_await std::move(pairing));
    HubGrant grant = paired.grant();
    PL_CO_TRY_VOID(co_await paired.confirm());
    co_return grant;
}

class PairingTest : public LinkFixture {
  protected:
    PairingTest() {
        plan_.authority = &authority_;
        plan_.grant.authority_pem = authority_.certificate_pem();
        plan_.grant.home = "Lake house";
        plan_.grant.hubs = {{"192.168.1.2", 8421}};
        plan_.grant.wifi = WifiNetwork{"H\xC3\xA4us\xFF", Secret("pass word")};
        window_.open(clock_.monotonic_now());
    }
    CameraOffer offer() {
        return {identity(), "porchlight-camera", Secret("12345678"), Secret("label"), {}};
    }
    Result<HubGrant> pair_now(CameraOffer offer) {
        if (!listener_) {
            serve([this](std::unique_ptr<Link> link) { return follow(std::move(link), &plan_); });
        }
        auto grant = await(pair(address(), std::move(offer), &window_, &clock_));
        EXPECT_TRUE(await(listener_->stop()));
        on_thread([this] { listener_.reset(); });
        return grant;
    }

    const tls::CertificateAuthority authority_ = authority();
    HubPlan plan_;
    PairingWindow window_;
};

TEST_F(PairingTest, WithTheRightCodeGivesAllThatTheCameraNeeds) {
    const auto grant = pair_now(offer());
    ASSERT_TRUE(grant) << grant.error().message();
    EXPECT_EQ(grant->home, "Lake house");
    EXPECT_EQ(grant->hubs.at(0).host, "192.168.1.2");
    EXPECT_EQ(grant->wifi->ssid, "H\xC3\xA4us\xFF");
    EXPECT_EQ(grant->wifi->password.reveal(), "pass word");
    EXPECT_TRUE(plan_.kept);
    EXPECT_EQ(plan_.hello->serial.text(), "PL-TEST-1");
    EXPECT_FALSE(window_.is_open(clock_.monotonic_now()));
    // With what it was given it is let in.
    serve([this](std::unique_ptr<Link> link) {
        plan_.hello->model = link->peer().serial->text();
        return follow(std::move(link), &plan_);
    });
    auto context = *LinkContext::for_camera({grant->certificate_pem, identity().key_pem()},
                                            grant->authority_pem);
    auto link = dial_with(std::move(context));
    ASSERT_TRUE(link) << link.error().message();
    end(std::move(*link));
}

TEST_F(PairingTest, WithTheLabelOrAnInvitationGoesTheSameWay) {
    plan_.method = PairingMethod::Label;
    plan_.secret = "label";
    EXPECT_TRUE(pair_now(offer()));

    plan_.method = PairingMethod::Invitation;
    plan_.secret = random_pairing_secret().reveal();
    CameraOffer invited = offer();
    invited.invitation = HubInvitation{"ABC1", Secret(plan_.secret), {"127.0.0.1", 1}, {}};
    window_.open(clock_.monotonic_now());
    EXPECT_TRUE(pair_now(invited));
    EXPECT_EQ(plan_.hello->invitation, "ABC1");
}

TEST_F(PairingTest, WithAnotherCodeGivesNothingAndUsesUpATry) {
    plan_.secret = "12345679";
    const auto grant = pair_now(offer());
    ASSERT_FALSE(grant);
    EXPECT_EQ(grant.error().code(), ErrorCode::PermissionDenied);
    EXPECT_EQ(plan_.proven.error().code(), ErrorCode::PermissionDenied);
    EXPECT_EQ(window_.tries_left(), 4);
}

TEST_F(PairingTest, AfterFiveWrongCodesTheRightOneIsOfNoUse) {
    plan_.secret = "00000000";
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(pair_now(offer()).error().code(), ErrorCode::PermissionDenied);
    }
    plan_.secret = "12345678";
    const auto grant = pair_now(offer());
    ASSERT_FALSE(grant);
    EXPECT_EQ(grant.error().code(), ErrorCode::FailedPrecondition);
}

TEST_F(PairingTest, IsRefusedInTheHubsOwnWords) {
    plan_.refusal = Error(ErrorCode::AlreadyExists, "serial number already registered");
    const auto grant = pair_now(offer());
    ASSERT_FALSE(grant);
    EXPECT_EQ(grant.error().code(), ErrorCode::AlreadyExists);
    EXPECT_EQ(grant.error().message(), "serial number already registered");
}

/// Passes frames from one link to another.
rt::Task<> pass_on(Link* from, Link* to) {
    while (true) {
        auto receiving = from->receive();
        PL_CO_TRY(auto frame, co_await std::move(receiving));
        auto sending = to->send(std::move(frame));
        PL_CO_TRY_VOID(co_await std::move(sending));
    }
}

/// Stands between camera and hub with a TLS connection to each.
rt::Task<> stand_between(std::unique_ptr<Link> camera, HubAddress hub,
                         std::shared_ptr<const LinkContext> context) {
    auto dialling = dial(std::move(hub), std::move(context), 5s);
    PL_CO_TRY(auto onward, co_await std::move(dialling));
    // NOLINTNEXTLINE(google-build-using-namespace): holds nothing but the operators
    using namespace rt::asio::experimental::awaitable_operators;
    auto there = pass_on(camera.get(), onward.get());
    auto back = pass_on(onward.get(), camera.get());
    auto ended = co_await (std::move(there) || std::move(back));
    co_return ended.index() == 0 ? std::get<0>(ended) : std::get<1>(ended);
}

TEST_F(PairingTest, SomebodyInBetweenGetsNothingThoughBothSidesKnowTheCode) {
    serve([this](std::unique_ptr<Link> link) { return follow(std::move(link), &plan_); });
    const HubAddress hub = address();
    auto hub_listener = std::move(listener_);
    auto context = *LinkContext::for_pairing();
    serve([=](std::unique_ptr<Link> link) { return stand_between(std::move(link), hub, context); });
    const auto grant = pair_now(offer());
    ASSERT_FALSE(grant);
    EXPECT_EQ(grant.error().code(), ErrorCode::PermissionDenied);
    EXPECT_TRUE(await(hub_listener->stop()));
    EXPECT_EQ(plan_.proven.error().code(), ErrorCode::PermissionDenied);
    on_thread([&] { hub_listener.reset(); });
}

/// Knows serial, public key and code of a camera, but not its key.
rt::Task<> claim_without_key(HubAddress hub, PairingHello hello, DeviceIdentity own) {
    PL_CO_TRY(auto context, LinkContext::for_pairing());
    auto dialling = dial(std::move(hub), std::move(context), 5s);
    PL_CO_TRY(auto link, co_await std::move(dialling));
    const std::string exporter = *link->exporter(std::string(kExporterLabel));
    auto saying = say(link.get(), pairing_text(hello));
    PL_CO_TRY_VOID(co_await std::move(saying));
    PL_CO_TRY(const auto text, co_await hear(link.get()));
    PL_CO_TRY(const auto start, read_pairing<StartMessage>(text));
    auto run = pake::Cpace::start(
        pake::CpaceRole::Responder,
        cpace_inputs(Secret("12345678"), start.method, hello.serial, hello.key, exporter),
        std::string(kCameraSays));
    const std::string share = to_hex_text(run.message().share);
    const auto tags = std::move(run).finish({*from_hex_text(start.share), std::string(kHubSays)});
    auto proving = say(link.get(), pairing_text(ShareMessage{share, to_hex_text(tags->own())}));
    PL_CO_TRY_VOID(co_await std::move(proving));
    PL_CO_TRY(const auto tag, co_await hear(link.get()));
    const std::string claim = claim_text(exporter, hello.serial);
    const auto signature = own.key().sign(
        std::span(reinterpret_cast<const std::uint8_t*>(claim.data()), claim.size()));
    auto claiming =
        say(link.get(),
            pairing_text(ClaimMessage{
                *own.certificate_request(),
                to_hex_text({reinterpret_cast<const char*>(signature.data()), signature.size()})}));
    PL_CO_TRY_VOID(co_await std::move(claiming));
    PL_CO_TRY(const auto answer, co_await hear(link.get()));
    co_return Result<>();
}

TEST_F(PairingTest, TheCodeAloneClaimsNothingWithoutTheDevicesKey) {
    serve([this](std::unique_ptr<Link> link) { return follow(std::move(link), &plan_); });
    const auto device = identity();
    PairingHello hello{
        device.serial(), "porchlight-camera", device.public_key(), {PairingMethod::Code}, ""};
    EXPECT_FALSE(await(claim_without_key(address(), hello, identity("thief"))));
    EXPECT_EQ(plan_.proven.error().code(), ErrorCode::PermissionDenied);
    EXPECT_THAT(plan_.proven.error().message(), testing::HasSubstr("could not show"));
}

/// A hub that has been told no code: it takes whatever the camera proves, and shows what it has
/// not.
rt::Task<> bluff(std::unique_ptr<Link> link, bool* got_claim) {
    PL_CO_TRY(const auto hello, co_await hear_camera(link.get()));
    PL_CO_TRY(const auto exporter, link->exporter(std::string(kExporterLabel)));
    const auto run = pake::Cpace::start(
        pake::CpaceRole::Initiator,
        cpace_inputs(Secret("guess"), PairingMethod::Code, hello.serial, hello.key, exporter),
        std::string(kHubSays));
    auto starting =
        say(link.get(),
            pairing_text(StartMessage{PairingMethod::Code, to_hex_text(run.message().share)}));
    PL_CO_TRY_VOID(co_await std::move(starting));
    PL_CO_TRY(const auto share, co_await hear(link.get()));
    auto bluffing =
        say(link.get(), pairing_text(TagMessage{to_hex_text(std::string(pake::kTagBytes, 'x'))}));
    PL_CO_TRY_VOID(co_await std::move(bluffing));
    *got_claim = (co_await hear(link.get())).has_value();
    co_return Result<>();
}

TEST_F(PairingTest, AHubThatDoesNotKnowTheCodeCannotBluff) {
    bool got_claim = false;
    serve([&](std::unique_ptr<Link> link) { return bluff(std::move(link), &got_claim); });
    EXPECT_EQ(pair_now(offer()).error().code(), ErrorCode::PermissionDenied);
    EXPECT_FALSE(got_claim);
}

TEST(PairingMessages, OfAnotherKindOrVersionAreCorrupt) {
    const std::string text = pairing_text(TagMessage{"00"});
    EXPECT_TRUE(read_pairing<TagMessage>(text));
    EXPECT_EQ(read_pairing<ShareMessage>(text).error().code(), ErrorCode::Corrupt);
    std::string newer = text;
    newer.replace(newer.find(":1"), 2, ":2");
    EXPECT_EQ(read_pairing<TagMessage>(newer).error().code(), ErrorCode::Corrupt);
    EXPECT_EQ(read_pairing<TagMessage>("[]").error().code(), ErrorCode::Corrupt);
}

}  // namespace
}  // namespace porchlight::net::link
