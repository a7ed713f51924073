// SPDX-License-Identifier: Apache-2.0
#include "camera/bundle_fixture.hpp"
#include "camera/firmware.hpp"
#include "hal/fakes/fake_updater.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace porchlight::camera {
namespace {

using ::testing::HasSubstr;

constexpr Release kFloor{{1, 2, 0}, 3};
constexpr Release kNew{{1, 3, 0}, 3};
constexpr std::size_t kImageSize = (1U << 20U) + 1000;

const ByteVector& image() {
    static const ByteVector image = make_image(kImageSize, 1);
    return image;
}

ByteVector good() {
    return good_bundle(kNew, image());
}

BundleHead good_head() {
    const ByteVector bundle = good();
    return *parse_head(std::span(bundle).first(*head_size(bundle)));
}

ByteVector first(const ByteVector& bytes, std::size_t count) {
    return {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count)};
}

ByteVector flipped(ByteVector bytes, std::size_t byte, unsigned bit = 0) {
    bytes.at(byte) ^= static_cast<std::uint8_t>(1U << bit);
    return bytes;
}

/// A bundle whose header was changed before it was properly signed.
ByteVector signed_with(const std::function<void(BundleHeader&)>& change) {
    BundleHeader header = good_head().header;
    change(header);
    return joined(sign_anything(encode_header(header), {key(1), key(3)}), image());
}

/// The same, for what no BundleHeader can say.
ByteVector signed_bytes(const std::function<void(ByteVector&)>& change) {
    ByteVector header = good_head().signed_bytes;
    change(header);
    return joined(sign_anything(header, {key(1), key(3)}), image());
}

ByteVector signed_by(const std::vector<net::SecretKey>& keys) {
    return *make_bundle(plan(kNew), image(), keys);
}

/// Names some keys, and is signed by others.
ByteVector named_and_signed_by(const std::vector<int>& named, const std::vector<int>& signers) {
    BundleHeader header = good_head().header;
    header.keys.clear();
    for (const int number : named) {
        header.keys.push_back(key_id(key(number).public_key()));
    }
    std::vector<net::SecretKey> keys;
    for (const int number : signers) {
        keys.push_back(key(number));
    }
    return joined(sign_anything(encode_header(header), keys), image());
}

std::string id(int number) {
    return to_string(key_id(key(number).public_key()));
}

struct Bad {
    std::string name;
    ByteVector bundle;
    std::string sentence;
};

std::vector<Bad> damaged() {
    const ByteVector whole = good();
    const std::size_t head = whole.size() - kImageSize;
    ByteVector swapped = first(whole, head);
    const ByteVector other = make_image(kImageSize, 2);
    return {
        {"Empty", {}, "The update ends in the middle of its header."},
        {"TruncatedHeader", first(whole, 100), "The update ends in the middle of its header."},
        {"TruncatedSignatures", first(whole, head - 1),
         "The update ends in the middle of its header."},
        {"TruncatedPayload", first(whole, whole.size() - 1),
         "The update ends before its image does: 1 of 2 chunks are whole."},
        {"NoPayload", first(whole, head),
         "The update ends before its image does: 0 of 2 chunks are whole."},
        {"ExtraData", joined(whole, ByteVector{0}), "There is something after the update's end."},
        {"EndlessData", joined(whole, ByteVector(4U << 20U)),
         "There is something after the update's end."},
        {"FlippedBitInHeader", flipped(whole, 55),
         "The update's header is not what the key " + id(1) + " signed."},
        {"FlippedBitInExpiry", flipped(whole, 65),
         "The update's header is not what the key " + id(1) + " signed."},
        {"FlippedBitInSignature", flipped(whole, head - 1),
         "The update's header is not what the key " + id(3) + " signed."},
        {"FlippedBitInPayload", flipped(whole, whole.size() - 1),
         "Chunk 2 of 2 of the image is not what was signed."},
        {"HeaderOfOneWithPayloadOfAnother", joined(swapped, other),
         "Chunk 1 of 2 of the image is not what was signed."},
        {"NoBundleAtAll", make_image(5000, 3), "This is not a Porchlight update."},
    };
}

std::vector<Bad> wrongly_signed() {
    const BundleHead head = good_head();
    const ByteVector other = good_bundle({{1, 4, 0}, 3}, image());
    const auto signatures = std::span(other).subspan(head.signed_bytes.size(), 128);
    return {
        {"OneSignatureOnly", signed_by({key(1)}),
         "The update is signed by 1 of our keys, and 2 have to sign."},
        {"TwoSignaturesByTheSameKey", named_and_signed_by({2, 2}, {2, 2}),
         "The update is signed twice by the key " + id(2) + "."},
        {"TheFirstKeySignsForTheSecond", named_and_signed_by({1, 2}, {1, 1}),
         "The update's header is not what the key " + id(2) + " signed."},
        {"UnknownKey", signed_by({key(1), key(4)}),
         "The update is signed by 1 of our keys, and 2 have to sign; 1 that signed are not known."},
        {"UnknownKeysOnly", signed_by({key(4), key(5), key(6)}),
         "The update is signed by 0 of our keys, and 2 have to sign; 3 that signed are not known."},
        {"SignaturesOfAnother", joined(joined(head.signed_bytes, signatures), image()),
         "The update's header is not what the key " + id(1) + " signed."},
    };
}

std::vector<Bad> not_for_this_camera() {
    return {
        {"WrongHardware", signed_with([](BundleHeader& h) { h.hardware = "pl-camera-2"; }),
         "The update is for pl-camera-2, and this is pl-camera-1."},
        {"OldVersion", signed_with([](BundleHeader& h) { h.release.version = {1, 1, 9}; }),
         "The update is version 1.1.9, older than 1.2.0, which ran here."},
        {"SameVersion", signed_with([](BundleHeader& h) { h.release.version = {1, 2, 0}; }),
         "Version 1.2.0 is already here."},
        {"OldEpoch", signed_with([](BundleHeader& h) { h.release.epoch = 2; }),
         "The update is of security epoch 2; nothing before 3 may run here any more."},
        {"Expired", signed_with([](BundleHeader& h) { h.expires = kNoon; }),
         "The update expired on 2026-11-25; there should be a newer one."},
    };
}

std::vector<Bad> malformed() {
    return {
        {"ChunkListOfWrongLength",
         signed_with([](BundleHeader& h) { h.chunks.push_back(h.chunks[0]); }),
         "The update lists 3 hashes, in a header of 182 bytes, for an image of 2 chunks."},
        {"ChunkCountThatIsNotTheList", signed_bytes([](ByteVector& b) { b[81] = 1; }),
         "The update lists 1 hashes, in a header of 150 bytes, for an image of 2 chunks."},
        {"AbsurdSize", signed_with([](BundleHeader& h) { h.size = gibibytes(1L << 32); }),
         "The update claims an image of 4398046511104 MiB; 512 MiB is the most."},
        {"LargestNumberAsSize",
         signed_bytes([](ByteVector& b) { std::fill_n(b.begin() + 66, 8, 255); }),
         "The update claims an image of 17592186044416 MiB; 512 MiB is the most."},
        {"NoImage", signed_with([](BundleHeader& h) { h.size = Bytes(0); }),
         "The update has no image."},
        {"EndlessHeader", signed_bytes([](ByteVector& b) { std::fill_n(b.begin() + 8, 4, 255); }),
         "The update claims a header of 4294967295 bytes."},
        {"NeverExpires", signed_bytes([](ByteVector& b) { std::fill_n(b.begin() + 58, 8, 255); }),
         "The update says that it never expires."},
        {"OtherForm", signed_bytes([](ByteVector& b) { b[12] = 2; }),
         "The update has a form that is not known here."},
        {"OtherAlgorithms", signed_bytes([](ByteVector& b) { b[13] = 0; }),
         "The update is signed in a way not known here."},
        {"NoKeys", signed_bytes([](ByteVector& b) { b[14] = 0; }),
         "The update claims to be signed by 0 keys."},
        {"OtherChunkSize", signed_bytes([](ByteVector& b) { b[77] = 1; }),
         "The update is cut into chunks of another size."},
        {"HardwareWithATail", signed_bytes([](ByteVector& b) { b[47] = 'x'; }),
         "The update does not name the hardware it is for."},
        {"HardwareOfOtherLetters", signed_bytes([](ByteVector& b) { b[16] = '\n'; }),
         "The update does not name the hardware it is for."},
        {"HardwareNameTooLong", signed_bytes([](ByteVector& b) { b[15] = 255; }),
         "The update does not name the hardware it is for."},
    };
}

std::vector<Bad> all_bad() {
    std::vector<Bad> all = damaged();
    for (const auto& more : {wrongly_signed(), not_for_this_camera(), malformed()}) {
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

class BadBundle : public ::testing::TestWithParam<Bad> {
  protected:
    BadBundle() {
        board_.put_image(hal::Slot::A, ByteVector(10, 1));
        firmware_ =
            Firmware::start({&updater_, root(), kHardware, kFloor}, MonotonicTime()).value();
    }

    /// @return What was said against it, and "" if it was taken.
    std::string complaint(const ByteVector& bundle) {
        EXPECT_TRUE(firmware_->begin(kNoon));
        constexpr std::size_t kPiece = 10'000;
        for (std::size_t at = 0; at < bundle.size(); at += kPiece) {
            const auto fed = firmware_->feed(
                std::span(bundle).subspan(at, std::min(kPiece, bundle.size() - at)));
            if (!fed) {
                return fed.error().message();
            }
        }
        const auto ended = firmware_->end();
        return ended ? "" : ended.error().message();
    }

    hal::FakeBoard board_{1};
    hal::FakeUpdater updater_{&board_, board_.power_on()};
    std::unique_ptr<Firmware> firmware_;
};

TEST_P(BadBundle, IsRefusedWithItsSentenceAndNothingIsWritten) {
    EXPECT_EQ(complaint(GetParam().bundle), GetParam().sentence);
    EXPECT_EQ(firmware_->state(), Firmware::State::Idle);
    EXPECT_EQ(board_.operations(), 0);
    EXPECT_EQ(*updater_.record(), "");
    EXPECT_EQ(*updater_.state(), hal::SlotState());
    // And it stood in no one's way.
    EXPECT_EQ(complaint(good()), "");
    EXPECT_EQ(firmware_->state(), Firmware::State::Writing);
}

INSTANTIATE_TEST_SUITE_P(All, BadBundle, ::testing::ValuesIn(all_bad()),
                         [](const auto& info) { return info.param.name; });

TEST(BadBundles, AreRefusedWhicheverBitOfTheHeadIsFlippedAndWhereverItIsCut) {
    const auto judge = strict_judge(root(), {kHardware, kFloor, kNoon});
    const ByteVector bundle = good_bundle(kNew, make_image(500, 1));
    ASSERT_TRUE(read_bundle(bundle, 4096, judge));
    for (std::size_t byte = 0; byte < bundle.size(); ++byte) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            EXPECT_FALSE(read_bundle(flipped(bundle, byte, bit), 4096, judge))
                << byte << "." << bit;
        }
        EXPECT_FALSE(read_bundle(first(bundle, byte), 4096, judge)) << byte;
    }
}

TEST(BadBundles, ThatAreWrongInSeveralWaysHaveAsManyReasons) {
    BundleHeader header = good_head().header;
    header.hardware = "toaster";
    header.release = {{1, 0, 0}, 1};
    header.expires = kNoon - std::chrono::days(400);
    EXPECT_EQ(objections(header, {kHardware, kFloor, kNoon}).size(), 4U);
    EXPECT_THAT(objections(header, {kHardware, kFloor, kNoon}).back().message(),
                HasSubstr("2025-10-21"));
}

}  // namespace
}  // namespace porchlight::camera
