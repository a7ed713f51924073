// SPDX-License-Identifier: Apache-2.0
#include "net/link/pairing_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace porchlight::net::link {
namespace {

/// QR's alphanumeric mode (ISO/IEC 18004:2015 table 5).
bool is_alphanumeric(const std::string& text) {
    return text.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:") ==
           std::string::npos;
}

HubInvitation invitation() {
    return {"A1B2",
            random_pairing_secret(),
            {"porch.local", 8421},
            WifiNetwork{"H\xC3\xA4us/\xFF", Secret("pass word/")}};
}

TEST(PairingText, ACodeHasEightDigitsHoweverItIsTyped) {
    std::set<std::string> codes;
    for (int i = 0; i < 100; ++i) {
        const Secret code = random_code();
        EXPECT_EQ(code.reveal().size(), 8U);
        EXPECT_EQ(parse_code(spaced(code)).value().reveal(), code.reveal());
        codes.insert(code.reveal());
    }
    EXPECT_GT(codes.size(), 95U);
    EXPECT_EQ(parse_code(" 0471-1337 ").value().reveal(), "04711337");
    for (const char* wrong : {"", "1234567", "123456789", "1234567a", "12345678901234567890"}) {
        EXPECT_FALSE(parse_code(wrong)) << wrong;
    }
    EXPECT_FALSE(parse_code(std::string(50, ' ') + "12345678"));
}

TEST(PairingText, ALabelIsReadAsItWasPrinted) {
    const CameraLabel label{*Serial::parse("PL-12AB34"), std::string(32, 'a'),
                            random_pairing_secret()};
    const std::string text = to_text(label);
    EXPECT_TRUE(is_alphanumeric(text)) << text;
    const auto again = camera_label_from_text(text);
    ASSERT_TRUE(again) << again.error().message();
    EXPECT_EQ(again->serial, label.serial);
    EXPECT_EQ(again->key_fingerprint, label.key_fingerprint);
    EXPECT_EQ(again->secret.reveal(), label.secret.reveal());
}

TEST(PairingText, AnInvitationIsReadAsItWasShown) {
    const HubInvitation shown = invitation();
    const std::string text = to_text(shown).reveal();
    EXPECT_TRUE(is_alphanumeric(text)) << text;
    const auto again = hub_invitation_from_text(text);
    ASSERT_TRUE(again) << again.error().message();
    EXPECT_EQ(again->id, shown.id);
    EXPECT_EQ(again->secret.reveal(), shown.secret.reveal());
    EXPECT_EQ(again->hub.host, "porch.local");
    EXPECT_EQ(again->hub.port, 8421);
    EXPECT_EQ(again->wifi->ssid, shown.wifi->ssid);
    EXPECT_EQ(again->wifi->password.reveal(), shown.wifi->password.reveal());
}

TEST(PairingText, ACameraOnACableNeedsNoNetworkInIt) {
    HubInvitation shown = invitation();
    shown.wifi.reset();
    shown.hub.host = "fd00::1";
    const auto again = hub_invitation_from_text(to_text(shown).reveal());
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->wifi);
    EXPECT_EQ(again->hub.host, "fd00::1");
}

TEST(PairingText, EveryPartOfAnotherFormIsRefused) {
    const std::string text = to_text(invitation()).reveal();
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string shorter = text.substr(0, i);
        EXPECT_FALSE(hub_invitation_from_text(shorter) && std::ranges::count(shorter, '/') < 6);
    }
    const std::string secret(32, 'A');
    for (const std::string& wrong :
         {"PL1:H/A/" + secret + "/host/8421//", "PL1:H/A/" + secret + "/HOST/0//",
          "PL1:H/A/" + secret + "/HOST/65536//", "PL1:H/A/" + secret + "/HOST/08//",
          "PL1:H/A/" + secret + "/HO ST/8421//", "PL1:H/A/" + secret + "/HOST/8421//00",
          "PL1:H/A/" + secret + "/HOST/8421/0/", "PL1:H/A/" + secret + "/HOST/8421/",
          "PL1:H//" + secret + "/HOST/8421//", "PL2:H/A/" + secret + "/HOST/8421//",
          "PL1:H/A/" + secret.substr(1) + "/HOST/8421//",
          "PL1:H/A/" + secret + "/HOST/8421/" + std::string(66, '0') + "/"}) {
        EXPECT_FALSE(hub_invitation_from_text(wrong)) << wrong;
    }
    EXPECT_TRUE(hub_invitation_from_text("PL1:H/A/" + secret + "/HOST/8421//"));
    for (const std::string& wrong :
         {"PL1:C/PL-1/" + secret + "/" + secret, "PL1:C/pl-123456/" + secret + "/" + secret,
          "PL1:C/PL-123456/" + secret, "PL1:H/PL-123456/" + secret + "/" + secret}) {
        EXPECT_FALSE(camera_label_from_text(wrong)) << wrong;
    }
}

}  // namespace
}  // namespace porchlight::net::link
