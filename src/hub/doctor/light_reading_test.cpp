// SPDX-License-Identifier: Apache-2.0
#include "hub/doctor/light_reading.hpp"

#include "device/models.hpp"
#include "doctor/knowledge_file.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace porchlight::hub {
namespace {

const doctor::Knowledge& knowledge() {
    return doctor::built_in_knowledge();
}

Result<std::vector<doctor::Finding>> read(const DoctorLight& told) {
    return read_light(knowledge(), device::model::find_model(told.model), told);
}

DoctorLight picked(const std::string& pattern) {
    DoctorLight told;
    told.model = "blink-outdoor-4";
    told.pattern = pattern;
    return told;
}

DoctorLight tapped(std::vector<double> taps, double watched, const std::string& colour = "red") {
    DoctorLight told;
    told.model = "blink-outdoor-4";
    told.taps = std::move(taps);
    told.watched = watched;
    told.colours = {colour};
    return told;
}

/// The answer that fits best, of the observation `light`.
std::string best(const std::vector<doctor::Finding>& findings) {
    for (const doctor::Finding& finding : findings) {
        const doctor::Observation& seen = knowledge().observations[finding.observation];
        if (seen.id == "light") {
            const auto best = std::ranges::max_element(finding.fits) - finding.fits.begin();
            return seen.values[static_cast<std::size_t>(best)].id;
        }
    }
    return "";
}

TEST(LightReading, APickedPatternIsAnAnswerWithItsWords) {
    const auto findings = read(picked("red blink 1s"));
    ASSERT_TRUE(findings) << findings.error().message();
    EXPECT_THAT(best(*findings), testing::StartsWith("red_"));
    EXPECT_EQ(findings->front().words, "picked: red blink 1s");
}

TEST(LightReading, ThatOfItsHubIsNotTakenForTheCameras) {
    DoctorLight told = picked("off");
    told.of_hub = true;
    const auto findings = read(told);
    ASSERT_TRUE(findings) << findings.error().message();
    EXPECT_EQ(best(*findings), "");
    ASSERT_EQ(findings->size(), 1U);
    const doctor::Finding& finding = findings->front();
    const doctor::Observation& seen = knowledge().observations[finding.observation];
    EXPECT_EQ(seen.id, "hub_light");
    const auto place = std::ranges::max_element(finding.fits) - finding.fits.begin();
    EXPECT_EQ(seen.values[static_cast<std::size_t>(place)].id, "off");
}

TEST(LightReading, TapsAreReadAsARhythm) {
    DoctorLight told = tapped({}, 16);
    for (const double burst : {1.0, 5.0, 9.0, 13.0}) {
        for (const double flash : {0.0, 0.4, 0.8, 1.2, 1.6}) {
            told.taps.push_back(burst + flash);
        }
    }
    const auto findings = read(told);
    ASSERT_TRUE(findings) << findings.error().message();
    EXPECT_EQ(best(*findings), "red_groups");
    EXPECT_THAT(findings->front().words, testing::StartsWith("tapped along: 5 flashes, then a"));
}

TEST(LightReading, ALightThatNeverChangesNeedsNoTaps) {
    const auto findings = read(tapped({}, 15, "green"));
    ASSERT_TRUE(findings) << findings.error().message();
    EXPECT_EQ(best(*findings), "green_steady");
}

TEST(LightReading, SaysWhatIsWrongWithWhatWasTold) {
    const auto wrong = [](const DoctorLight& told) {
        const auto findings = read(told);
        return findings ? std::string() : findings.error().message();
    };
    EXPECT_THAT(wrong(picked("mauve blink 1s")), testing::HasSubstr("mauve"));
    EXPECT_EQ(wrong(tapped({}, 15, "mauve")), "\"mauve\" is no colour of a light.");
    DoctorLight both = picked("red");
    both.taps = {1};
    EXPECT_THAT(wrong(both), testing::HasSubstr("not both"));
    EXPECT_THAT(wrong(tapped({1}, 2)), testing::HasSubstr("no rhythm"));
    EXPECT_THAT(wrong(DoctorLight()), testing::HasSubstr("no rhythm"));
}

}  // namespace
}  // namespace porchlight::hub
