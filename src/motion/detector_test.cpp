// SPDX-License-Identifier: Apache-2.0
#include "motion/detector.hpp"

#include "motion/scene_for_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace porchlight::motion {
namespace {

void nothing(double /*now*/) {}

int walk(double now, double begin, double speed) {
    return static_cast<int>(-40 + (now - begin) * speed);
}

TEST(Detector, SeesNothingInAnEmptyScene) {
    Detector detector;
    Scene scene;
    EXPECT_EQ(run_scene(detector, scene, 20, nothing).first, -1);
}

TEST(Detector, FindsAPersonWhoWalksThroughAndSaysWhenItBegan) {
    Detector detector;
    Scene scene;
    const Outcome outcome = run_scene(detector, scene, 20, [&](double now) {
        if (now >= 8) {
            scene.paint_person(walk(now, 8, 90), 150, 100);
        }
    });
    EXPECT_GE(outcome.since, 8.0);
    EXPECT_LE(outcome.since, 8.7);
    EXPECT_LE(outcome.first, 9.8);
    EXPECT_LE(outcome.last, 16.5);
    EXPECT_GT(outcome.motion_seconds, 4);
}

TEST(Detector, FindsAFarPersonTwentyPixelsTallIn360Lines) {
    Detector detector;
    Scene scene;
    const Outcome outcome = run_scene(detector, scene, 20, [&](double now) {
        if (now >= 8) {
            scene.paint_person(200 + static_cast<int>((now - 8) * 14), 150, 20);
        }
    });
    EXPECT_GE(outcome.since, 7.9);
    EXPECT_LE(outcome.first, 10.5);
}

TEST(Detector, FindsAFaintPersonInNoise) {
    Detector detector;
    Scene scene(6.0);
    const Outcome outcome = run_scene(detector, scene, 24, [&](double now) {
        scene.scale_light(0.4);
        if (now >= 12) {
            scene.paint_person(walk(now, 12, 70), 120, 120, 0.5);
        }
    });
    EXPECT_GE(outcome.since, 11.9);
    EXPECT_LE(outcome.first, 15.0);
}

TEST(Detector, FindsAFastCar) {
    Detector detector;
    Scene scene;
    const Outcome outcome = run_scene(detector, scene, 14, [&](double now) {
        if (now >= 8) {
            const int left = static_cast<int>(-160 + (now - 8) * 400);
            scene.paint(left, 200, 160, 70, [](int, int, double& value) { value = 200; });
        }
    });
    EXPECT_GE(outcome.since, 8.0);
    EXPECT_LE(outcome.since, 8.4);
    EXPECT_LE(outcome.first, 9.5);
}

TEST(Detector, SaysWhereThePersonIs) {
    Detector detector;
    Scene scene;
    const Outcome outcome = run_scene(detector, scene, 12, [&](double now) {
        if (now >= 8) {
            scene.paint_person(400 + static_cast<int>((now - 8) * 60), 100, 100);
        }
    });
    ASSERT_GE(outcome.first, 0);
    EXPECT_NEAR(outcome.area.x, (400 + (outcome.first - 8) * 60) / Scene::kWidth, 0.04);
    EXPECT_NEAR(outcome.area.y, 100.0 / Scene::kHeight, 0.05);
    EXPECT_NEAR(outcome.area.height, 100.0 / Scene::kHeight, 0.1);
}

TEST(Detector, IgnoresSlowDusk) {
    Detector detector;
    Scene scene;
    const Outcome outcome = run_scene(detector, scene, 40, [&](double now) {
        scene.scale_light(1.0 - 0.6 * std::min(1.0, now / 30));
    });
    EXPECT_EQ(outcome.first, -1);
}

TEST(Detector, IgnoresExposureStepsAndSwitchedLamps) {
    Detector detector;
    Scene scene;
    const Outcome outcome = run_scene(detector, scene, 40, [&](double now) {
        constexpr std::array kGains{1.0, 0.7, 1.1, 0.8, 1.3, 0.5};
        scene.scale_light(kGains.at(static_cast<std::size_t>(now / 5) % kGains.size()));
    });
    EXPECT_EQ(outcome.first, -1);
}

TEST(Detector, IgnoresTheSwitchToInfrared) {
    Detector detector;
    Scene scene;
    const Outcome outcome = run_scene(detector, scene, 25, [&](double now) {
        if (now >= 10) {  // the lawn turns bright, the wall dark, and the exposure settles
            const double settle = 1.0 + 0.6 * std::exp(-(now - 10) / 0.6);
            scene.paint(0, 0, Scene::kWidth, Scene::kHeight, [&](int, int y, double& value) {
                value = settle * (y < Scene::kHeight * 2 / 3 ? 200.0 - value : value + 70.0);
            });
        }
    });
    EXPECT_EQ(outcome.first, -1);
}

TEST(Detector, IgnoresTheSoftEdgeOfACloudShadow) {
    Detector detector;
    Scene scene;
    const Outcome outcome = run_scene(detector, scene, 25, [&](double now) {
        if (now < 10) {
            return;
        }
        const double edge = -200.0 + (now - 10) * 100.0;
        scene.paint(0, 0, Scene::kWidth, Scene::kHeight, [&](int x, int, double& value) {
            value *= 1.0 - 0.4 / (1.0 + std::exp((x - edge) / 30.0));
        });
    });
    EXPECT_EQ(outcome.first, -1);
}

TEST(Detector, IgnoresAHeadlightSweep) {
    Detector detector;
    Scene scene;
    const Outcome outcome = run_scene(detector, scene, 20, [&](double now) {
        if (now < 10 || now > 13) {
            return;
        }
        const double middle = -100 + (now - 10) * 280;
        scene.paint(0, 0, Scene::kWidth, Scene::kHeight, [&](int x, int y, double& value) {
            const double dx = (x - middle) / 60;
            const double dy = (y - 160) / 50.0;
            value *= 1.0 + 1.2 * std::exp(-0.5 * (dx * dx + dy * dy));
        });
    });
    EXPECT_EQ(outcome.first, -1);
}

TEST(Detector, IgnoresSuddenSensorNoise) {
    Detector detector;
    Scene scene(2.0);
    const Outcome outcome =
        run_scene(detector, scene, 30, [&](double now) { scene.set_noise(now < 10 ? 2.0 : 12.0); });
    EXPECT_EQ(outcome.first, -1);
}

TEST(Detector, IgnoresRain) {
    Detector detector;
    Scene scene;
    const Outcome outcome = run_scene(detector, scene, 40, [&](double /*now*/) {
        for (int drop = 0; drop < 60; ++drop) {
            const int x = static_cast<int>(scene.random() * Scene::kWidth);
            const int y = static_cast<int>(scene.random() * Scene::kHeight);
            scene.paint(x, y, 1, 14, [](int, int, double& value) { value += 40; });
        }
    });
    EXPECT_EQ(outcome.first, -1);
}

TEST(Detector, IgnoresAnInsectAtTheLamp) {
    Detector detector;
    Scene scene;
    double x = 300;
    double y = 150;
    const Outcome outcome = run_scene(detector, scene, 30, [&](double now) {
        if (std::fmod(now, 3.0) > 1.2) {
            return;
        }
        x = std::fmod(x + (scene.random() - 0.4) * 160 + Scene::kWidth, Scene::kWidth);
        y = std::fmod(y + (scene.random() - 0.5) * 160 + Scene::kHeight, Scene::kHeight);
        scene.paint(static_cast<int>(x) - 24, static_cast<int>(y) - 24, 48, 48,
                    [&](int px, int py, double& value) {
                        const double dx = (px - x) / 8;
                        const double dy = (py - y) / 8;
                        value += 90 * std::exp(-0.5 * (dx * dx + dy * dy));
                    });
    });
    EXPECT_EQ(outcome.first, -1);
}

TEST(Detector, IgnoresLeavesInTheWind) {
    Detector detector;
    Scene scene;
    const Outcome outcome = run_scene(detector, scene, 40, [&](double now) {
        scene.paint(380, 40, 200, 160, [&](int x, int y, double& value) {
            const double sway = 4.0 * std::sin(now * 5 + x * 0.05 + y * 0.04);
            value = 80 + 60 * std::sin((x + sway) * 0.5) * std::sin((y + 0.6 * sway) * 0.4);
        });
    });
    EXPECT_LT(outcome.last, 6);  // it may take them for something while it has not seen them move
}

TEST(Detector, IgnoresSmallShakes) {
    Detector detector;
    Scene scene;
    const Outcome outcome = run_scene(detector, scene, 30, [&](double now) {
        const int dx = now < 10 ? 0 : static_cast<int>(std::lround(4 * std::sin(now * 7)));
        const int dy = now < 10 ? 0 : static_cast<int>(std::lround(3 * std::sin(now * 9 + 1)));
        scene.paint(0, 0, Scene::kWidth, Scene::kHeight,
                    [&](int x, int y, double& value) { value = scene.wall_at(x + dx, y + dy); });
    });
    EXPECT_EQ(outcome.first, -1);
    EXPECT_EQ(outcome.cause, Cause::Shake);
}

TEST(Detector, FindsTheClockAndIgnoresIt) {
    Detector detector;
    Scene scene;
    const Outcome outcome = run_scene(detector, scene, 40, [&](double now) {
        const int second = static_cast<int>(now + 0.001);
        scene.paint(20, 12, 140, 16, [&](int x, int, double& value) {
            const int digit = (x - 20) / 14;
            const int shown = digit == 9 ? second % 10 : (digit == 8 ? second / 10 : digit);
            value = (x * (3 + shown)) % 7 < 3 ? 235 : 20;
        });
    });
    EXPECT_EQ(outcome.first, -1);
    EXPECT_TRUE(std::any_of(detector.clock().ticking().values().begin(),
                            detector.clock().ticking().values().end(),
                            [](std::uint8_t cell) { return cell != 0; }));
}

TEST(Detector, LeavesNoGhostWhereAnObjectStoodAtTheStart) {
    Detector detector;
    Scene scene;
    const Outcome outcome = run_scene(detector, scene, 30, [&](double now) {
        const double gone = std::max(0.0, now - 6) * 110;
        scene.paint_person(300 + static_cast<int>(gone), 140, 110);
    });
    EXPECT_GE(outcome.first, 6);    // it walks away
    EXPECT_LE(outcome.last, 11.5);  // and nothing is left of it
}

TEST(Detector, TakesAParkedCarIntoTheBackground) {
    Detector detector;
    Scene scene;
    const Outcome outcome = run_scene(detector, scene, 80, [&](double now) {
        if (now >= 8) {
            const int left = static_cast<int>(-160 + std::min(now - 8, 2.0) * 150);
            scene.paint(left, 200, 160, 70,
                        [](int x, int, double& value) { value = x % 40 < 20 ? 200 : 40; });
        }
    });
    EXPECT_GE(outcome.first, 8);
    EXPECT_LE(outcome.last, 14);
}

TEST(Detector, AnalysesPicturesTwoSecondsApart) {
    Detector detector;
    Scene scene;
    for (int i = 0; i < 30; ++i) {
        scene.clear();
        scene.scale_light(1.0 - 0.01 * i);
        const Observation seen =
            detector.analyse(scene.render(), MediaTime(std::int64_t{180000} * i));
        EXPECT_FALSE(seen.is_motion);
    }
    SmallLuma small;
    scene.clear();
    scene.scale_light(0.7);
    shrink(scene.render(), small);
    EXPECT_LT(detector.peek(small).strength, 100);
    scene.paint_person(250, 150, 60);
    shrink(scene.render(), small);
    EXPECT_GT(detector.peek(small).strength, 1000);
}

TEST(Detector, NeverFindsLessWithMoreSensitivity) {
    double before = 0;
    for (int level = Sensitivity::kLowest; level <= Sensitivity::kHighest; ++level) {
        double found = 0;
        for (const int height : {6, 8, 10, 12, 16, 24, 60}) {
            Detector detector(*Sensitivity::create(level));
            Scene scene;
            const Outcome outcome = run_scene(detector, scene, 14, [&](double now) {
                if (now >= 6) {
                    scene.paint_person(200 + static_cast<int>((now - 6) * (8 + height / 2)), 120,
                                       height, 0.3);
                }
            });
            found += outcome.first >= 0 ? 1 : 0;
        }
        EXPECT_GE(found, before) << "at sensitivity " << level;
        before = found;
    }
    EXPECT_GE(before, 5);
}

}  // namespace
}  // namespace porchlight::motion
