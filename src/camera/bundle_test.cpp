// SPDX-License-Identifier: Apache-2.0
#include "base/fd.hpp"
#include "base/temporary_folder.hpp"
#include "camera/bundle_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace porchlight::camera {
namespace {

constexpr Release kNew{{1, 3, 0}, 3};
constexpr auto kMebibyte = static_cast<std::size_t>(mebibytes(1).count());

BundleReader::Judge judge() {
    return strict_judge(root(), {kHardware, {{1, 2, 0}, 3}, kNoon});
}

TEST(Bundle, ComesBackAsItWasWhateverThePieces) {
    for (const std::size_t size : {std::size_t{1}, std::size_t{5000}, kMebibyte - 1, kMebibyte,
                                   kMebibyte + 1, 2 * kMebibyte}) {
        const ByteVector image = make_image(size, size);
        const ByteVector bundle = good_bundle(kNew, image);
        for (const std::size_t piece : {std::size_t{997}, std::size_t{65536}, bundle.size()}) {
            const auto read = read_bundle(bundle, piece, judge());
            ASSERT_TRUE(read) << read.error().message();
            EXPECT_EQ(*read, image);
        }
    }
    const ByteVector small = good_bundle(kNew, make_image(300, 1));
    EXPECT_TRUE(read_bundle(small, 1, judge()));
}

TEST(Bundle, SaysWhatWasPlanned) {
    const ByteVector bundle = good_bundle({{1, 65535, 7}, 4'000'000'000}, make_image(1000, 1));
    const auto size = head_size(bundle);
    ASSERT_TRUE(size);
    EXPECT_EQ(*size, bundle.size() - 1000);
    const auto head = parse_head(std::span(bundle).first(*size));
    ASSERT_TRUE(head) << head.error().message();
    EXPECT_EQ(head->header.hardware, kHardware);
    EXPECT_EQ(head->header.release, (Release{{1, 65535, 7}, 4'000'000'000}));
    EXPECT_EQ(head->header.expires, kNoon + std::chrono::days(90));
    EXPECT_EQ(head->header.size, Bytes(1000));
    EXPECT_EQ(head->header.keys,
              (std::vector{key_id(key(1).public_key()), key_id(key(3).public_key())}));
    EXPECT_EQ(encode_header(head->header), head->signed_bytes);
}

TEST(Bundle, HandsNothingOnBeforeItWasJudgedAndNoChunkThatIsNotWhole) {
    const ByteVector bundle = good_bundle(kNew, make_image(kMebibyte + 10, 1));
    std::size_t judged = 0;
    std::vector<std::size_t> chunks;
    BundleReader reader(
        [&](const BundleHead& /*head*/) {
            ++judged;
            EXPECT_TRUE(chunks.empty());
            return Result<>();
        },
        [&](std::span<const std::uint8_t> chunk) {
            EXPECT_EQ(judged, 1U);
            chunks.push_back(chunk.size());
            return Result<>();
        });
    EXPECT_EQ(reader.head(), nullptr);
    ASSERT_TRUE(reader.feed(std::span(bundle).first(bundle.size() - 11)));
    EXPECT_TRUE(chunks.empty());
    ASSERT_TRUE(reader.feed(std::span(bundle).last(11)));
    EXPECT_EQ(chunks, (std::vector<std::size_t>{kMebibyte, 10}));
    EXPECT_TRUE(reader.finish());
    EXPECT_EQ(reader.head()->header.release, kNew);
}

TEST(Bundle, StaysRefusedOnceItWas) {
    BundleReader reader(judge(),
                        [](std::span<const std::uint8_t> /*chunk*/) { return Result<>(); });
    const ByteVector bundle = good_bundle({{1, 1, 0}, 3}, make_image(100, 1));
    const auto first = reader.feed(bundle);
    ASSERT_FALSE(first);
    const auto second = reader.feed(good_bundle(kNew, make_image(100, 1)));
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().message(), first.error().message());
    EXPECT_FALSE(reader.finish());
    EXPECT_EQ(reader.head(), nullptr);
}

TEST(Bundle, MayBeSignedByOldKeysAndNewOnesWhileKeysChange) {
    const ByteVector image = make_image(100, 1);
    const auto bundle = make_bundle(plan(kNew), image, {key(7), key(1), key(8), key(2)});
    ASSERT_TRUE(bundle);
    EXPECT_TRUE(read_bundle(*bundle, 4096, judge()));
}

TEST(Bundle, IsNotMadeOfWhatNoCameraWouldTake) {
    const ByteVector image = make_image(100, 1);
    const std::vector<net::SecretKey> keys{key(1), key(2)};
    BundlePlan shouting = plan(kNew);
    shouting.hardware = "PL Camera";
    EXPECT_FALSE(make_bundle(shouting, image, keys));
    EXPECT_FALSE(make_bundle(plan(kNew), {}, keys));
    EXPECT_FALSE(make_bundle(plan(kNew), image, {}));
    EXPECT_FALSE(make_bundle(plan(kNew), image, {key(1), key(1)}));
    EXPECT_FALSE(make_head(plan(kNew), kLargestImage + Bytes(1), {}, keys));
}

TEST(BundleFile, IsTheSameAsInMemory) {
    const TemporaryFolder folder;
    const std::string out = folder.path() + "/out";
    const ByteVector image = make_image(kMebibyte + 77, 5);
    ASSERT_TRUE(write_file_atomically(folder.path() + "/image",
                                      {reinterpret_cast<const char*>(image.data()), image.size()}));
    ASSERT_TRUE(write_bundle(plan(kNew), folder.path() + "/image", out, {key(1), key(3)}));
    const std::string made = *read_file(out);
    EXPECT_EQ(ByteVector(made.begin(), made.end()), good_bundle(kNew, image));
    EXPECT_FALSE(write_bundle(plan(kNew), folder.path() + "/nothing", out, {key(1)}));
    EXPECT_FALSE(
        write_bundle(plan(kNew), folder.path() + "/image", folder.path() + "/no/x", {key(1)}));
    EXPECT_EQ(*read_file(out), made);
    EXPECT_FALSE(std::filesystem::exists(out + ".new"));
}

TEST(TrustRoot, IsTheSameAfterItWasAFile) {
    const auto again = parse_trust_root(to_text(root()));
    ASSERT_TRUE(again) << again.error().message();
    EXPECT_EQ(again->keys, root().keys);
    EXPECT_EQ(again->version, 1U);
    EXPECT_EQ(again->threshold, 2U);
    EXPECT_NE(again->find(key_id(key(3).public_key())), nullptr);
    EXPECT_EQ(again->find(key_id(key(4).public_key())), nullptr);
}

TEST(TrustRoot, RefusesWhatMakesNoSense) {
    TrustRoot many = root();
    many.threshold = 4;
    TrustRoot none = root();
    none.threshold = 0;
    TrustRoot twice = root();
    twice.keys[2] = twice.keys[0];
    TrustRoot unversioned = root();
    unversioned.version = 0;
    TrustRoot crowd = root();
    for (int i = 4; i <= 9; ++i) {
        crowd.keys.push_back(key(i).public_key());
    }
    const std::string good = to_text(root());
    for (const std::string& text :
         {to_text(many), to_text(none), to_text(twice), to_text(unversioned), to_text(crowd),
          std::string(), good.substr(1), good.substr(0, good.size() - 1), good + "x", good + "\n",
          good + "key 00\n"}) {
        EXPECT_FALSE(parse_trust_root(text)) << text;
    }
}

TEST(Version, ReadsOneSpellingOnly) {
    EXPECT_EQ(*parse_version("1.2.0"), (Version{1, 2, 0}));
    EXPECT_EQ(*parse_version("65535.0.65535"), (Version{65535, 0, 65535}));
    EXPECT_GT((Version{1, 10, 0}), (Version{1, 9, 9}));
    for (const char* text : {"", "1", "1.2", "1.2.", "1.2.3.4", "01.2.3", "1.2.65536", "1.2.-3",
                             " 1.2.3", "1.2.3 ", "v1.2.3", "1,2,3", "1.2.3\n"}) {
        EXPECT_FALSE(parse_version(text)) << text;
    }
}

}  // namespace
}  // namespace porchlight::camera
