// SPDX-License-Identifier: Apache-2.0
#include "camera/alsa_speaker.hpp"

#include "base/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace porchlight::camera {
namespace {

std::vector<std::int16_t> read_samples(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)),
                            std::istreambuf_iterator<char>());
    std::vector<std::int16_t> samples(bytes.size() / sizeof(std::int16_t));
    std::copy_n(bytes.data(), samples.size() * sizeof(std::int16_t),
                reinterpret_cast<char*>(samples.data()));
    return samples;
}

/// ALSA itself, with a file in the place of a sound card.
TEST(AlsaSpeaker, PlaysWhatItIsGivenAfterALittleSilence) {
    const TemporaryFolder folder;
    const std::string heard = folder.path() + "/heard.raw";
    std::ofstream(folder.path() + "/asound.conf")
        << "pcm.amp { type file slave.pcm { type null } file \"" << heard
        << "\" format \"raw\" }\n";
    ::setenv("ALSA_CONFIG_PATH", (folder.path() + "/asound.conf").c_str(), 1);
    constexpr std::size_t kSilence = 960;  // 60 ms
    constexpr std::size_t kSaid = 3200;
    std::vector<float> said(kSaid);
    for (std::size_t i = 0; i < kSaid; ++i) {
        said[i] = i % 2 == 0 ? 0.5F : -0.5F;
    }
    {
        AlsaSpeaker speaker("amp");
        speaker.play(said);
    }
    const auto samples = read_samples(heard);
    ASSERT_GE(samples.size(), kSilence + kSaid);
    EXPECT_EQ(samples[kSilence - 1], 0);
    EXPECT_EQ(samples[kSilence], 16384);
    EXPECT_EQ(samples[kSilence + 1], -16384);
}

TEST(AlsaSpeaker, ACardThatIsNotThereCostsTheSoundAlone) {
    AlsaSpeaker speaker("hw:CARD=no_such_card");
    for (int i = 0; i < 3; ++i) {
        speaker.play(std::vector<float>(320));
    }
}

}  // namespace
}  // namespace porchlight::camera
