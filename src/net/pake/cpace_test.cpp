// SPDX-License-Identifier: Apache-2.0
#include "net/pake/cpace.hpp"

#include "base/base64.hpp"
#include "net/pake/cpace_steps.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

namespace porchlight::net::pake {
namespace {

std::string hex(std::string_view text) {
    return to_hex(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}
std::string bytes(std::string_view hexadecimal) {
    const auto read = from_hex(hexadecimal);
    return {read->begin(), read->end()};
}

// draft-irtf-cfrg-cpace-21, appendix B.3: ristretto255 and SHA-512.
const CpaceInputs kInputs{Secret("Password"),
                          bytes("0b415f696e69746961746f720b425f726573706f6e646572"),
                          bytes("7e4b4791d6a8ef019b936c79fb7f2c57")};
const Secret kYa(bytes("da3d23700a9e5699258aef94dc060dfda5ebb61f02a5ea77fad53f4ff0976d08"));
const Secret kYb(bytes("d2316b454718c35362d83d69df6320f38578ed5984651435e2949762d900b80d"));
const CpaceMessage kA{bytes("d6bac480f2c386c394efc7c47adb9925dcd2630b64f240c50f8d0eec482b9157"),
                      "ADa"};
const CpaceMessage kB{bytes("3ea7e0b19560d7c0b0f5734f63b955286dfa8232b5ebe63324e2d9e7433f7258"),
                      "ADb"};
constexpr std::string_view kK = "80b69a8a76457ab6a4d7f887a4bf6b55a2f80ac19c333f917a05fc9887c8b40f";
constexpr std::string_view kIsk =
    "b69effbf61b51d56401c0f65601abe428de8206feaaf0e32198896dcae7b35cd"
    "2b38950a39dfd5d4a79164614c2984f7daa460b588c1e80c3fa2068af7900447";

TEST(CpaceDraft21, GivesTheGeneratorOfTheDraft) {
    EXPECT_EQ(hex(generator_string(kInputs).reveal()),
              "11435061636552697374726574746f3235350850617373776f726464" + std::string(200, '0') +
                  "180b415f696e69746961746f720b425f726573706f6e646572"
                  "107e4b4791d6a8ef019b936c79fb7f2c57");
    EXPECT_EQ(hex(calculate_generator(kInputs).reveal()),
              "222b6b195fe84b1652badb6f6a3ae3d24341e7306967f0b8115b40d5698c7e56");
}

TEST(CpaceDraft21, GivesTheSharesAndTheSecretOfTheDraft) {
    const std::string generator = calculate_generator(kInputs).reveal();
    EXPECT_EQ(scalar_mult(kYa, generator).value().reveal(), kA.share);
    EXPECT_EQ(scalar_mult(kYb, generator).value().reveal(), kB.share);
    EXPECT_EQ(hex(scalar_mult(kYa, kB.share).value().reveal()), kK);
    EXPECT_EQ(hex(scalar_mult(kYb, kA.share).value().reveal()), kK);
}

TEST(CpaceDraft21, GivesTheTranscriptAndTheKeyOfTheDraft) {
    const std::string transcript = transcript_ir(kA, kB);
    EXPECT_EQ(hex(transcript),
              "20d6bac480f2c386c394efc7c47adb9925dcd2630b64f240c50f8d0eec482b915703414461"
              "203ea7e0b19560d7c0b0f5734f63b955286dfa8232b5ebe63324e2d9e7433f725803414462");
    EXPECT_EQ(hex(session_key(kInputs.session, Secret(bytes(kK)), transcript).reveal()), kIsk);
}

TEST(CpaceDraft21, RefusesWhatIsNoPointAndTheNeutralElement) {
    const Secret s(bytes("7cd0e075fa7955ba52c02759a6c90dbbfc10e6d40aea8d283e407d88cf538a05"));
    EXPECT_EQ(hex(scalar_mult(
                      s, bytes("2c3c6b8c4f3800e7aef6864025b4ed79bd599117e427c41bd47d93d654b4a51c"))
                      .value()
                      .reveal()),
              "7c13645fe790a468f62c39beb7388e541d8405d1ade69d1778c5fe3e7f6b600e");
    EXPECT_FALSE(
        scalar_mult(s, bytes("2b3c6b8c4f3800e7aef6864025b4ed79bd599117e427c41bd47d93d654b4a51c")));
    EXPECT_FALSE(scalar_mult(s, std::string(32, '\0')));
    EXPECT_FALSE(scalar_mult(s, std::string(31, '\1')));
}

TEST(CpaceDraft21, PutsTheLengthBeforeEachPart) {
    EXPECT_EQ(hex(lv_cat({"1234", "5", "", "678"}).reveal()), "043132333401350003363738");
    const std::string longer(128, 'x');
    EXPECT_EQ(hex(lv_cat({longer}).reveal()).substr(0, 4), "8001");
}

/// Both tags confirm each other, or neither does.
bool agree(const CpaceInputs& a, const CpaceInputs& b) {
    auto hub = Cpace::start(CpaceRole::Initiator, a, "hub");
    auto camera = Cpace::start(CpaceRole::Responder, b, "camera");
    const CpaceMessage to_camera = hub.message();
    const auto of_hub = std::move(hub).finish(camera.message());
    const auto of_camera = std::move(camera).finish(to_camera);
    const bool hub_sure = of_hub->confirms(of_camera->own());
    EXPECT_EQ(hub_sure, of_camera->confirms(of_hub->own()));
    return hub_sure;
}

TEST(Cpace, ConfirmsTheSameCodeAndNoOther) {
    const CpaceInputs right{Secret("12345678"), "pairing", "session"};
    EXPECT_TRUE(agree(right, right));
    EXPECT_FALSE(agree(right, {Secret("12345679"), "pairing", "session"}));
}

TEST(Cpace, TellsNobodyBetweenTwoConnectionsAnything) {
    const CpaceInputs one{Secret("12345678"), "pairing", "exporter of one connection"};
    EXPECT_FALSE(agree(one, {Secret("12345678"), "pairing", "exporter of another"}));
    EXPECT_FALSE(agree(one, {Secret("12345678"), "another serial", one.session}));
}

TEST(Cpace, NoticesWhenWhatWasSentOpenlyWasChanged) {
    const CpaceInputs inputs{Secret("12345678"), "pairing", "session"};
    auto hub = Cpace::start(CpaceRole::Initiator, inputs, "hub");
    auto camera = Cpace::start(CpaceRole::Responder, inputs, "camera");
    CpaceMessage changed = hub.message();
    changed.associated = "another hub";
    const auto of_hub = std::move(hub).finish(camera.message());
    const auto of_camera = std::move(camera).finish(changed);
    EXPECT_FALSE(of_hub->confirms(of_camera->own()));
    EXPECT_FALSE(of_camera->confirms(of_hub->own()));
}

TEST(Cpace, IsNotFooledByItsOwnWordsSentBack) {
    const CpaceInputs inputs{Secret("12345678"), "pairing", "session"};
    auto hub = Cpace::start(CpaceRole::Initiator, inputs, "hub");
    const CpaceMessage own = hub.message();
    EXPECT_FALSE(std::move(hub).finish(own));
}

TEST(Cpace, SaysNothingTwiceInTheSameWay) {
    const CpaceInputs inputs{Secret("12345678"), "pairing", "session"};
    EXPECT_NE(Cpace::start(CpaceRole::Initiator, inputs, "").message().share,
              Cpace::start(CpaceRole::Initiator, inputs, "").message().share);
}

}  // namespace
}  // namespace porchlight::net::pake
