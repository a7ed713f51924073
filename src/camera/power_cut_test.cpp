// SPDX-License-Identifier: Apache-2.0
#include "base/temporary_folder.hpp"
#include "camera/bundle_fixture.hpp"
#include "camera/firmware.hpp"
#include "hal/drivers/directory_updater.hpp"
#include "hal/drivers/power_cut_for_test.hpp"
#include "hal/fakes/fake_updater.hpp"

#include <gtest/gtest.h>

namespace porchlight::camera {
namespace {

using hal::Slot;
using State = Firmware::State;

constexpr int kCuts = 200;
constexpr Release kOld{{1, 2, 0}, 3};
constexpr Release kNew{{1, 3, 0}, 4};

/// A board in memory. Its image has two chunks.
class FakePlatform {
  public:
    static constexpr std::size_t kImageSize = (1U << 20U) + 200'000;

    explicit FakePlatform(std::uint64_t seed) : board_(seed) {}

    void put_in_factory(const ByteVector& image) { board_.put_image(Slot::A, image); }
    Slot power_on() {
        const Slot slot = board_.power_on();
        updater_.emplace(&board_, slot);
        return slot;
    }
    void cut_after(int count) { board_.cut_power_after(count); }
    [[nodiscard]] bool has_power() const { return board_.has_power(); }
    [[nodiscard]] int operations() const { return board_.operations(); }
    hal::Updater& updater() { return *updater_; }
    [[nodiscard]] ByteVector image(Slot slot) const { return board_.image(slot); }

  private:
    hal::FakeBoard board_;
    std::optional<hal::FakeUpdater> updater_;
};

/// Folders on a real disk, one step of which is one call of the kernel.
class DirectoryPlatform {
  public:
    static constexpr std::size_t kImageSize = 300'000;

    explicit DirectoryPlatform(std::uint64_t seed) : power_(seed) {}

    void put_in_factory(const ByteVector& image) {
        std::filesystem::create_directory(folder_.path() + "/a");
        EXPECT_TRUE(
            write_file_atomically(folder_.path() + "/a/image",
                                  {reinterpret_cast<const char*>(image.data()), image.size()}));
    }
    Slot power_on() {
        power_.power_back();
        const auto [slot, state, trouble] = hal::power_on(folder_.path(), power_.hook());
        EXPECT_EQ(trouble, "");
        updater_ =
            std::move(hal::DirectoryUpdater::open(folder_.path(), slot, power_.hook())).value();
        return slot;
    }
    void cut_after(int count) { power_.cut_after(count); }
    [[nodiscard]] bool has_power() const { return power_.has_power(); }
    [[nodiscard]] int operations() const { return power_.steps(); }
    hal::Updater& updater() { return *updater_; }
    [[nodiscard]] ByteVector image(Slot slot) const {
        const auto text = read_file(folder_.path() + "/" + std::string(to_string(slot)) + "/image");
        return text ? ByteVector(text->begin(), text->end()) : ByteVector();
    }

  private:
    TemporaryFolder folder_;
    hal::PowerCut power_;
    std::unique_ptr<hal::DirectoryUpdater> updater_;
};

/// A camera that goes from the old version to the new one, with power that may go at any moment.
template <typename Platform>
class Household {
  public:
    Household(std::uint64_t seed, Health health) : random_(seed), platform_(seed), health_(health) {
        platform_.put_in_factory(old_image());
    }

    /// Power goes `cuts` times, the first time after `at` operations.
    void live(int cuts, int at) {
        if (cuts > 0) {
            platform_.cut_after(at);
        }
        for (int start = 0; start < 25 && !is_settled_; ++start) {
            run_once();
            if (!platform_.has_power() && --cuts > 0) {
                platform_.cut_after(static_cast<int>(random_.next() % 20));
            }
        }
        EXPECT_TRUE(is_settled_);
    }

    [[nodiscard]] int operations() const { return platform_.operations(); }

  private:
    static const ByteVector& old_image() {
        static const ByteVector image = make_image(1000, 1);
        return image;
    }
    static const ByteVector& new_image() {
        static const ByteVector image = make_image(Platform::kImageSize, 2);
        return image;
    }
    static const ByteVector& bundle() {
        static const ByteVector bundle = good_bundle(kNew, new_image());
        return bundle;
    }

    /// From a power-on until power goes, or the board has to be restarted, or all is done.
    void run_once() {
        const Slot slot = platform_.power_on();
        const ByteVector image = platform_.image(slot);
        const bool is_new = image == new_image();
        ASSERT_TRUE(is_new || image == old_image()) << "started an image that nobody signed";
        if (!platform_.has_power()) {
            return;
        }
        auto started = Firmware::start(
            {&platform_.updater(), root(), kHardware, is_new ? kNew : kOld}, MonotonicTime());
        if (!started) {
            EXPECT_FALSE(platform_.has_power()) << started.error().message();
            return;
        }
        const std::unique_ptr<Firmware> firmware = std::move(started).value();
        if (firmware->state() == State::Trial) {
            EXPECT_TRUE(is_new);
            const auto kept = firmware->report_health(health_, MonotonicTime());
            EXPECT_TRUE(kept || !platform_.has_power());
            has_refused_ = has_refused_ || health_ == Health::NotWell;
        } else if (!firmware->restart_due() && !is_new && !has_refused_) {
            const auto installed = install(*firmware);
            EXPECT_TRUE(installed || !platform_.has_power()) << installed.error().message();
        }
        const bool rests = firmware->state() == State::Good || firmware->state() == State::Idle ||
                           firmware->state() == State::Returned;
        is_settled_ = rests && platform_.has_power() && is_new == (health_ == Health::Well) &&
                      (is_new || has_refused_);
        if (is_settled_) {
            EXPECT_EQ(firmware->floor(), is_new ? kNew : kOld);
            const auto record = parse_firmware_record(*platform_.updater().record());
            ASSERT_TRUE(record) << record.error().message();
            EXPECT_EQ(record->floor, is_new ? kNew : Release());
        }
    }

    Result<> install(Firmware& firmware) {
        PL_TRY_VOID(firmware.begin(kNoon));
        for (int pass = 0; pass < 2; ++pass) {
            PL_TRY_VOID(firmware.feed(bundle()));
            PL_TRY_VOID(firmware.end());
        }
        return firmware.rehash();
    }

    Random random_;
    Platform platform_;
    Health health_;
    bool is_settled_ = false;
    bool has_refused_ = false;
};

template <typename Platform>
class PowerCuts : public ::testing::Test {};
using Platforms = ::testing::Types<FakePlatform, DirectoryPlatform>;
TYPED_TEST_SUITE(PowerCuts, Platforms);

template <typename Platform>
void cut_often(Health health) {
    Household<Platform> calm(0, health);
    calm.live(0, 0);
    const int operations = calm.operations();
    ASSERT_GT(operations, 20);
    Random random(2026);
    for (std::uint64_t seed = 1; seed <= kCuts; ++seed) {
        SCOPED_TRACE(seed);
        const int at = static_cast<int>(random.next() % static_cast<std::uint64_t>(operations));
        Household<Platform> household(seed, health);
        household.live(1 + static_cast<int>(seed % 3), at);
        if (::testing::Test::HasFailure()) {
            return;
        }
    }
}

TYPED_TEST(PowerCuts, AtAnyMomentLeaveAnImageThatWasSignedAndLetTheUpdateEnd) {
    cut_often<TypeParam>(Health::Well);
}

TYPED_TEST(PowerCuts, AtAnyMomentDoNotKeepAVersionThatIsNotWell) {
    cut_often<TypeParam>(Health::NotWell);
}

}  // namespace
}  // namespace porchlight::camera
