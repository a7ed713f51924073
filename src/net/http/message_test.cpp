// SPDX-License-Identifier: Apache-2.0
#include "net/http/message.hpp"

#include "net/http/entity.hpp"
#include "net/http/static_files.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace porchlight::net::http {
namespace {

TEST(PercentDecode, ReadsEscapesAndRefusesBrokenOnesAndZeroBytes) {
    EXPECT_EQ(*percent_decode("a%20b%2Fc%C3%A9"), "a b/c\xC3\xA9");
    for (const char* wrong : {"%", "%4", "%zz", "a%00b"}) {
        EXPECT_FALSE(percent_decode(wrong)) << wrong;
    }
}

TEST(ParseQuery, KeepsOrderReadsPlusAsSpaceAndSkipsNothing) {
    const Parameters expected{{"a", "1"}, {"b", " x"}, {"c", ""}, {"d", "e=f"}};
    EXPECT_EQ(*parse_query("a=1&b=+x&c&d=e=f&"), expected);
}

TEST(Request, FindsOneCookieAmongMany) {
    Request request;
    request.headers.add("cookie", "a=1; session=abc ;b=2");
    request.headers.add("Cookie", "c=3");
    EXPECT_EQ(request.cookie("session"), "abc");
    EXPECT_EQ(request.cookie("c"), "3");
    EXPECT_EQ(request.cookie("sess"), "");
}

struct RangeCase {
    std::string_view header;
    RangeVerdict verdict;
    ByteRange range;
};

TEST(ChooseRange, DoesAsRfc9110Section14Says) {
    using enum RangeVerdict;
    for (const RangeCase& test :
         {RangeCase{"bytes=0-0", Part, {0, 0}}, RangeCase{"bytes=10-19", Part, {10, 19}},
          RangeCase{"bytes=90-", Part, {90, 99}}, RangeCase{"bytes=90-1000", Part, {90, 99}},
          RangeCase{"bytes=-10", Part, {90, 99}}, RangeCase{"bytes=-1000", Part, {0, 99}},
          RangeCase{"bytes=0-99999999999999999999", Whole, {}},
          RangeCase{"bytes=0-18446744073709551615", Part, {0, 99}},
          RangeCase{"bytes=100-", Unsatisfiable, {}},
          RangeCase{"bytes=18446744073709551615-", Unsatisfiable, {}},
          RangeCase{"bytes=-0", Unsatisfiable, {}}, RangeCase{"bytes=5-4", Whole, {}},
          RangeCase{"bytes=--5", Whole, {}}, RangeCase{"bytes=a-b", Whole, {}},
          RangeCase{"bytes=+1-2", Whole, {}}, RangeCase{"bytes= 1-2", Whole, {}},
          RangeCase{"bytes=0-1,5-6", Whole, {}}, RangeCase{"items=0-1", Whole, {}},
          RangeCase{"", Whole, {}}}) {
        const RangeChoice choice = choose_range(test.header, 100);
        EXPECT_EQ(choice.verdict, test.verdict) << test.header;
        EXPECT_EQ(choice.range, test.range) << test.header;
    }
    EXPECT_EQ(choose_range("bytes=-5", 0).verdict, Unsatisfiable);
}

Entity letters() {
    Entity entity;
    entity.content = std::string("abcdefghij");
    entity.type = "text/plain";
    entity.etag = "\"v1\"";
    entity.modified = UtcTime(std::chrono::seconds(1'795'248'930));
    return entity;
}

Response ask(std::initializer_list<Headers::Field> fields) {
    Request request;
    for (const auto& [name, value] : fields) {
        request.headers.add(name, value);
    }
    return entity_response(request, letters());
}

TEST(EntityResponse, SendsTheWholeAPartOrOnlyThatNothingChanged) {
    EXPECT_EQ(std::get<std::string>(ask({}).body), "abcdefghij");
    EXPECT_EQ(ask({}).headers.find("Last-Modified"), "Sat, 21 Nov 2026 08:15:30 GMT");
    const Response part = ask({{"Range", "bytes=2-4"}});
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(std::get<std::string>(part.body), "cde");
    EXPECT_EQ(part.headers.find("Content-Range"), "bytes 2-4/10");
    const Response beyond = ask({{"Range", "bytes=10-"}});
    EXPECT_EQ(beyond.status, 416);
    EXPECT_EQ(beyond.headers.find("Content-Range"), "bytes */10");
    EXPECT_EQ(ask({{"If-None-Match", "\"v0\", W/\"v1\""}}).status, 304);
    EXPECT_EQ(ask({{"If-None-Match", "\"v0\""}}).status, 200);
    EXPECT_EQ(ask({{"If-Modified-Since", "Sat, 21 Nov 2026 08:15:30 GMT"}}).status, 304);
    EXPECT_EQ(ask({{"If-Modified-Since", "Sat, 21 Nov 2026 08:15:29 GMT"}}).status, 200);
}

TEST(EntityResponse, SendsAPartOnlyOfTheVersionThatTheClientHas) {
    EXPECT_EQ(ask({{"Range", "bytes=0-1"}, {"If-Range", "\"v1\""}}).status, 206);
    EXPECT_EQ(ask({{"Range", "bytes=0-1"}, {"If-Range", "\"v0\""}}).status, 200);
    EXPECT_EQ(ask({{"Range", "bytes=0-1"}, {"If-Range", "Sat, 21 Nov 2026 08:15:30 GMT"}}).status,
              206);
}

/// A folder with a web app in it, and a secret beside it.
class StaticFilesTest : public testing::Test {
  protected:
    StaticFilesTest() {
        std::filesystem::remove_all(root_);
        write("web/index.html", "<!doctype html>app");
        write("web/favicon.svg", "<svg/>");
        write("web/assets/app-1a2b.js", "plain");
        write("web/assets/app-1a2b.js.gz", "packed");
        write("secret.txt", "secret");
        std::filesystem::create_symlink(root_ / "secret.txt", root_ / "web/link.txt");
        std::filesystem::create_directory_symlink(root_, root_ / "web/up");
        files_.emplace(*StaticFiles::create((root_ / "web").string()));
    }
    ~StaticFilesTest() override { std::filesystem::remove_all(root_); }

    void write(const std::string& name, std::string_view text) {
        std::filesystem::create_directories((root_ / name).parent_path());
        std::ofstream(root_ / name) << text;
    }
    Response get(std::string path, std::string encoding = "", Method method = Method::Get) {
        Request request;
        request.method = method;
        request.path = std::move(path);
        request.headers.add("Accept-Encoding", std::move(encoding));
        return files_->answer(request);
    }

    std::filesystem::path root_ =
        std::filesystem::path(testing::TempDir()) / ("pl_static_" + std::to_string(::getpid()));
    std::optional<StaticFiles> files_;
};

TEST_F(StaticFilesTest, GivesTheAppForItsPagesAndItsFilesWithTheRightCaching) {
    for (const char* page : {"/", "/timeline", "/cameras/1m7y3nzermvyq", "/index.html"}) {
        const Response response = get(page);
        EXPECT_EQ(response.status, 200) << page;
        EXPECT_EQ(response.headers.find("Content-Type"), "text/html; charset=utf-8") << page;
        EXPECT_EQ(response.headers.find("Cache-Control"), "no-cache") << page;
    }
    const Response script = get("/assets/app-1a2b.js");
    EXPECT_EQ(std::get<FileSlice>(script.body).length, 5);
    EXPECT_EQ(script.headers.find("Cache-Control"), "public, max-age=31536000, immutable");
    const Response packed = get("/assets/app-1a2b.js", "br, gzip");
    EXPECT_EQ(packed.headers.find("Content-Encoding"), "gzip");
    EXPECT_EQ(packed.headers.find("Content-Type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(std::get<FileSlice>(packed.body).length, 6);
    EXPECT_EQ(get("/assets/none.js").status, 404);
    EXPECT_EQ(get("/", "", Method::Post).status, 405);
}

TEST_F(StaticFilesTest, GivesNothingOutsideItsFolder) {
    for (const char* path :
         {"/../secret.txt", "/assets/../../secret.txt", "/./../secret.txt", "//secret.txt",
          "/..\\secret.txt", "/link.txt", "/up/secret.txt", "/up/web/index.html", "/assets/",
          "/assets", "/.", "/..", "/../../../../etc/passwd.d", "/assets/%2e%2e/x.y",
          "/assets/app-1a2b.js/", "/assets/app-1a2b.js/x.y"}) {
        const Response response = get(path);
        const bool is_the_app = response.headers.find("Content-Type").starts_with("text/html");
        EXPECT_TRUE(response.status == 404 || is_the_app) << path;
    }
    EXPECT_EQ(get("/" + std::string(5000, 'a') + ".js").status, 404);
}

TEST(SecurityHeaders, AreAddedUnlessThereIsAStricterOne) {
    Response response;
    response.headers.set("Content-Security-Policy", "default-src 'none'");
    add_security_headers(response);
    EXPECT_EQ(response.headers.find("Content-Security-Policy"), "default-src 'none'");
    EXPECT_EQ(response.headers.find("X-Content-Type-Options"), "nosniff");
    Response plain;
    add_security_headers(plain);
    EXPECT_EQ(plain.headers.find("Content-Security-Policy").find("unsafe"), std::string::npos);
    EXPECT_NE(plain.headers.find("Content-Security-Policy").find("frame-ancestors 'none'"),
              std::string::npos);
}

}  // namespace
}  // namespace porchlight::net::http
