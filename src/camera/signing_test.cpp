// SPDX-License-Identifier: Apache-2.0
#include "base/fd.hpp"
#include "base/temporary_folder.hpp"
#include "camera/bundle_fixture.hpp"
#include "camera/bundle_inspection.hpp"
#include "camera/signing_keys.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace porchlight::camera {
namespace {

using std::filesystem::perms;

class Signing : public ::testing::Test {
  protected:
    std::string put(const ByteVector& bundle) {
        const std::string path = folder_.path() + "/bundle";
        EXPECT_TRUE(write_file_atomically(
            path, {reinterpret_cast<const char*>(bundle.data()), bundle.size()}));
        return path;
    }
    static std::vector<std::string> sentences(const BundleInspection& seen) {
        std::vector<std::string> all;
        for (const Error& reason : seen.reasons) {
            all.push_back(reason.message());
        }
        return all;
    }

    TemporaryFolder folder_;
    TrustRoot root_ = root();
    ByteVector image_ = make_image(2000, 1);
};

TEST_F(Signing, MakesThreeKeysThatOnlyTheirOwnerMayReadAndARootOfThem) {
    const std::string keys = folder_.path() + "/new/keys";
    const auto made = make_signing_keys(keys);
    ASSERT_TRUE(made) << made.error().message();
    const auto read = read_trust_root(keys + "/root");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->keys, made->keys);
    EXPECT_EQ(read->threshold, 2U);
    for (std::size_t i = 0; i < 3; ++i) {
        const std::string file = keys + "/key-" + std::to_string(i + 1);
        EXPECT_EQ(std::filesystem::status(file).permissions(),
                  perms::owner_read | perms::owner_write);
        EXPECT_EQ(read_signing_key(file)->public_key(), made->keys.at(i));
    }
    const auto again = make_signing_keys(keys);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code(), ErrorCode::AlreadyExists);
    EXPECT_EQ(read_trust_root(keys + "/root")->keys, made->keys);
}

TEST_F(Signing, SaysWhichFileIsNoKeyAndNothingOfWhatIsInIt) {
    const std::string path = folder_.path() + "/x";
    ASSERT_TRUE(write_file_atomically(path, "deadbeef"));
    EXPECT_EQ(read_signing_key(path).error().message(), path + ": This is not a secret key.");
    EXPECT_EQ(read_trust_root(path).error().message(),
              path + ": This is not a file of trusted keys.");
    EXPECT_EQ(read_signing_key(folder_.path() + "/none").error().code(), ErrorCode::NotFound);
}

TEST_F(Signing, FindsNothingAgainstAGoodBundle) {
    const auto seen = inspect_bundle(put(good_bundle({{1, 2, 0}, 3}, image_)), &root_, kNoon);
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->header->hardware, kHardware);
    EXPECT_THAT(sentences(*seen), ::testing::IsEmpty());
}

TEST_F(Signing, NamesEveryReasonAgainstABadOne) {
    ByteVector bundle = *make_bundle(plan({{1, 2, 0}, 3}), image_, {key(1)});
    bundle.pop_back();
    const UtcTime later = kNoon + std::chrono::days(91);
    const auto seen = inspect_bundle(put(bundle), &root_, later);
    ASSERT_TRUE(seen);
    EXPECT_THAT(
        sentences(*seen),
        ::testing::ElementsAre("The update is signed by 1 of our keys, and 2 have to sign.",
                               "The update expired on 2027-02-23; there should be a newer one.",
                               "The update ends before its image does: 0 of 1 chunks are whole."));
    EXPECT_EQ(sentences(*inspect_bundle(put(bundle), nullptr, later)).size(), 2U);
    const auto nothing = inspect_bundle(put(image_), &root_, kNoon);
    EXPECT_FALSE(nothing->header);
    EXPECT_THAT(sentences(*nothing), ::testing::ElementsAre("This is not a Porchlight update."));
    EXPECT_FALSE(inspect_bundle(folder_.path() + "/none", &root_, kNoon));
}

}  // namespace
}  // namespace porchlight::camera
