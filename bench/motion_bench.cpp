// SPDX-License-Identifier: Apache-2.0
// What the arithmetic of the motion analysis costs a picture, without decoding. The loops are plain
// C++ that the compiler turns into SIMD; a figure that jumps says that it no longer does.
#include "motion/background.hpp"
#include "motion/detector.hpp"
#include "motion/luma.hpp"
#include "motion/scene_for_test.hpp"
#include "motion/shake.hpp"

#include <benchmark/benchmark.h>
#include <vector>

namespace {

using namespace porchlight;          // NOLINT(google-build-using-namespace): a small program
using namespace porchlight::motion;  // NOLINT(google-build-using-namespace): a small program

/// A textured picture of that size.
std::vector<std::uint8_t> picture_of(int width, int height) {
    std::vector<std::uint8_t> bytes;
    bytes.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            bytes.push_back(static_cast<std::uint8_t>((x * 7 + y * 13 + x * y / 64) % 256));
        }
    }
    return bytes;
}

void shrink_picture(benchmark::State& state) {
    const auto width = static_cast<int>(state.range(0));
    const auto height = static_cast<int>(state.range(1));
    const auto bytes = picture_of(width, height);
    SmallLuma small;
    for (auto step : state) {
        shrink({bytes.data(), width, height, width}, small);
        benchmark::DoNotOptimize(small.values().data());
    }
    state.SetBytesProcessed(state.iterations() * width * height);
}

/// Two noisy pictures of one scene, small and smoothed.
struct Pair {
    Pair() {
        Scene scene;
        for (Grey* grey : {&first, &second}) {
            scene.clear();
            SmallLuma small;
            shrink(scene.render(), small);
            smooth(small, *grey);
        }
    }
    Grey first;
    Grey second;
};

void compare_with_background(benchmark::State& state) {
    const Pair pair;
    Background background;
    background.reset(pair.first);
    const PictureSize grid = cell_grid(pair.first.width(), pair.first.height());
    const Grey extra(grid.width, grid.height, 1.0F);
    for (auto step : state) {
        background.compare(pair.second, 1.0F, extra);
        benchmark::DoNotOptimize(background.mask().values().data());
    }
}

void learn_background(benchmark::State& state) {
    const Pair pair;
    Background background;
    background.reset(pair.first);
    const PictureSize grid = cell_grid(pair.first.width(), pair.first.height());
    const Grey all(grid.width, grid.height, 1.0F);
    background.compare(pair.second, 1.0F, all);
    for (auto step : state) {
        background.learn(pair.second, 0.066F, all);
        benchmark::DoNotOptimize(background.mean().values().data());
    }
}

void find_shake(benchmark::State& state) {
    const Pair pair;
    for (auto step : state) {
        benchmark::DoNotOptimize(find_shift(pair.second, pair.first));
    }
}

/// The whole analysis of a picture of 640x360 in which a person walks.
void analyse(benchmark::State& state) {
    constexpr int kPictures = 100;
    Scene scene;
    std::vector<SmallLuma> pictures(kPictures);
    for (int i = 0; i < kPictures; ++i) {
        scene.clear();
        scene.paint_person(50 + 4 * i, 140, 80);
        shrink(scene.render(), pictures[static_cast<std::size_t>(i)]);
    }
    Detector detector;
    std::int64_t n = 0;
    for (auto step : state) {
        const SmallLuma& picture = pictures[static_cast<std::size_t>(n % kPictures)];
        benchmark::DoNotOptimize(detector.analyse(picture, MediaTime(6000 * n++)));
    }
}

}  // namespace

BENCHMARK(shrink_picture)
    ->Args({640, 360})
    ->Args({1280, 720})
    ->Args({1920, 1080})
    ->Unit(benchmark::kMicrosecond);
BENCHMARK(compare_with_background)->Unit(benchmark::kMicrosecond);
BENCHMARK(learn_background)->Unit(benchmark::kMicrosecond);
BENCHMARK(find_shake)->Unit(benchmark::kMicrosecond);
BENCHMARK(analyse)->Unit(benchmark::kMicrosecond);
