// SPDX-License-Identifier: Apache-2.0
// What a frame of the synthetic camera costs. Target: 3 ms at 1280x720, 1 ms at 640x360.
#include "sources/scene/scene.hpp"

#include <benchmark/benchmark.h>

namespace {

using porchlight::sources::scene::LocalTime;
using porchlight::sources::scene::parse_scene_url;
using porchlight::sources::scene::Scene;
using porchlight::sources::scene::YuvPicture;

void frame(benchmark::State& state, const char* url) {
    Scene scene(*parse_scene_url(url), LocalTime(std::chrono::hours(24 * 20000 + 12)));
    YuvPicture picture;
    scene.render(0, picture);
    int n = 0;
    for (auto step : state) {
        scene.render(n++ % 900 / 15.0, picture);
        benchmark::DoNotOptimize(picture.y.data());
    }
}

void paint(benchmark::State& state, const char* url) {
    for (auto step : state) {
        Scene scene(*parse_scene_url(url), LocalTime(std::chrono::hours(24 * 20000 + 12)));
        YuvPicture picture;
        scene.render(0, picture);
        benchmark::DoNotOptimize(picture.y.data());
    }
}

}  // namespace

BENCHMARK_CAPTURE(frame, porch_day, "scene://porch?light=day")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(frame, porch_night, "scene://porch?light=night")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(frame, porch_rain_and_wind, "scene://porch?light=dusk&weather=rain,wind")
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(frame, porch_clouds, "scene://porch?light=day&weather=clouds")
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(frame, yard_day, "scene://yard?light=day")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(frame, porch_day_sub, "scene://porch?light=day&size=640x360")
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(frame, porch_rain_and_wind_sub,
                  "scene://porch?light=dusk&weather=rain,wind&size=640x360")
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(paint, porch_first_picture, "scene://porch?light=day")
    ->Unit(benchmark::kMillisecond);
