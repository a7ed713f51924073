// SPDX-License-Identifier: Apache-2.0
#include "net/url.hpp"

#include <gtest/gtest.h>

#include <array>

namespace porchlight::net {
namespace {

struct Reading {
    std::string_view text;
    std::string_view user;
    std::string_view password;
    std::string_view request_uri;
};

TEST(CameraUrl, ReadsWhatPeoplePaste) {
    constexpr std::array<Reading, 22> kReadings = {{
        {"rtsp://192.168.1.20", "", "", "rtsp://192.168.1.20:554"},
        {"  RTSP://192.168.1.20:8554/live\n", "", "", "rtsp://192.168.1.20:8554/live"},
        {"rtsps://cam.local/live", "", "", "rtsps://cam.local:322/live"},
        {"rtsp://[fe80::1%25eth0]/x", "", "", "rtsp://[fe80::1%25eth0]:554/x"},
        {"rtsp://[2001:db8::1]:8554/x?a=1&b", "", "", "rtsp://[2001:db8::1]:8554/x?a=1&b"},
        {"rtsp://cam?stream=1", "", "", "rtsp://cam:554?stream=1"},
        {"rtsp://cam/a b", "", "", "rtsp://cam:554/a%20b"},
        {"rtsp://admin@cam/1", "admin", "", "rtsp://cam:554/1"},
        {"rtsp://admin:@cam/1", "admin", "", "rtsp://cam:554/1"},
        {"rtsp://admin:secret@10.0.0.2/1", "admin", "secret", "rtsp://10.0.0.2:554/1"},
        {"rtsp://me%40home.org:p%3Aw%2Fd@10.0.0.2/1", "me@home.org", "p:w/d",
         "rtsp://10.0.0.2:554/1"},
        {"rtsp://me@home.org:pw@10.0.0.2/1", "me@home.org", "pw", "rtsp://10.0.0.2:554/1"},
        {"rtsp://admin:p@ss@10.0.0.2/1", "admin", "p@ss", "rtsp://10.0.0.2:554/1"},
        {"rtsp://admin:p@ss/w#o?r:d@10.0.0.2/1", "admin", "p@ss/w#o?r:d", "rtsp://10.0.0.2:554/1"},
        {"rtsp://admin:12/34@10.0.0.2:554/1", "admin", "12/34", "rtsp://10.0.0.2:554/1"},
        {"rtsp://admin:a/b@porch/1", "admin", "a/b", "rtsp://porch:554/1"},
        {"rtsp://admin:100%@10.0.0.2/1", "admin", "100%", "rtsp://10.0.0.2:554/1"},
        {"rtsp://admin:a%zzb@10.0.0.2", "admin", "a%zzb", "rtsp://10.0.0.2:554"},
        {"rtsp://admin:pw@10.0.0.2/live?mail=a@b.org", "admin", "pw",
         "rtsp://10.0.0.2:554/live?mail=a@b.org"},
        {"rtsp://10.0.0.2/picture@2x", "", "", "rtsp://10.0.0.2:554/picture@2x"},
        {"rtsp://porch/user=admin&password=p@ss&channel=1", "", "",
         "rtsp://porch:554/user=admin&password=p@ss&channel=1"},
        {"rtsp://admin:pässwörd@10.0.0.2/1", "admin", "pässwörd", "rtsp://10.0.0.2:554/1"},
    }};
    for (const Reading& expected : kReadings) {
        const auto url = CameraUrl::parse(expected.text);
        ASSERT_TRUE(url) << expected.text << ": " << url.error().message();
        EXPECT_EQ(url->user(), expected.user) << expected.text;
        EXPECT_EQ(url->password().reveal(), expected.password) << expected.text;
        EXPECT_EQ(url->request_uri(), expected.request_uri) << expected.text;
    }
}

TEST(CameraUrl, SaysWhatToCorrectAndNeverRepeatsThePassword) {
    for (const std::string_view text :
         {"", "192.168.1.20", "http://10.0.0.2/", "ftp://10.0.0.2", "rtsp://", "rtsp:///x",
          "rtsp://u:hunter2@host:99999/", "rtsp://u:hunter2@ho st/", "rtsp://u:hunter2@[::1/",
          "rtsp://u:hunter2\x01@host/", "rtsp://host:0/"}) {
        const auto url = CameraUrl::parse(text);
        ASSERT_FALSE(url) << text;
        EXPECT_EQ(url.error().code(), ErrorCode::InvalidArgument);
        EXPECT_EQ(url.error().message().find("hunter2"), std::string::npos);
    }
    EXPECT_NE(CameraUrl::parse("http://cam/").error().message().find("web page"),
              std::string::npos);
}

TEST(CameraUrl, HidesSecretsInTheFormForLogs) {
    EXPECT_EQ(CameraUrl::parse("rtsp://admin:hunter2@cam/1?user=a&password=b&x")->redacted(),
              "rtsp://admin:***@cam:554/1?user=a&password=***&x");
    EXPECT_EQ(CameraUrl::parse("rtsp://cam/1?Token=abc")->redacted(), "rtsp://cam:554/1?Token=***");
}

TEST(CameraUrl, SurvivesItsOwnEncodedForm) {
    const auto url = *CameraUrl::parse("rtsp://u@x:p@:/?#%w@10.0.0.2/1");
    const auto again = *CameraUrl::parse(url.with_credentials().reveal());
    EXPECT_EQ(again.user(), "u@x");
    EXPECT_EQ(again.password().reveal(), "p@:/?#%w");
    EXPECT_EQ(again.request_uri(), url.request_uri());
}

TEST(CameraUrl, SendsThePasswordToNoOtherHostAfterARedirect) {
    const auto url = *CameraUrl::parse("rtsp://admin:pw@10.0.0.2/1");
    EXPECT_EQ(url.redirected_to(*CameraUrl::parse("rtsp://10.0.0.2:8554/2")).user(), "admin");
    EXPECT_EQ(url.redirected_to(*CameraUrl::parse("rtsp://10.0.0.3/2")).user(), "");
}

}  // namespace
}  // namespace porchlight::net
