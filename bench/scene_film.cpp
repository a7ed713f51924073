// SPDX-License-Identifier: Apache-2.0
// Renders a scene to a video file with its truth beside it:
//   scene_film 'scene://porch?weather=rain' 60 rain.mp4     writes rain.mp4 and rain.json
#include "media/fmp4.hpp"
#include "media/video_encoder.hpp"
#include "sources/scene/encodable.hpp"
#include "sources/scene/scene.hpp"
#include "sources/scene/truth_json.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace {

using namespace porchlight;  // NOLINT(google-build-using-namespace): a small program
using namespace porchlight::sources::scene;  // NOLINT(google-build-using-namespace): a small
                                             // program

void write(std::ofstream& file, const media::ByteVector& bytes) {
    file.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
}

Result<> film(const SceneOptions& options, double seconds, const std::filesystem::path& path) {
    Scene scene(options, LocalTime(std::chrono::hours(24 * 20778 + 13)));
    PL_TRY(auto encoder,
           media::VideoEncoder::create({options.size, static_cast<double>(options.frame_rate),
                                        8'000'000, 2 * options.frame_rate}));
    PL_TRY(const auto header, media::make_init_segment({encoder.track(), {}}));
    std::ofstream file(path, std::ios::binary);
    write(file, header);
    YuvPicture picture;
    const int frames = static_cast<int>(seconds * options.frame_rate);
    std::vector<media::PacketPtr> run;
    std::uint32_t fragment = 0;
    const auto time_of = [&](int n) {
        return MediaTime(std::int64_t{90000} * n / options.frame_rate);
    };
    for (int n = 0; n < frames; ++n) {
        scene.render(static_cast<double>(n) / options.frame_rate, picture);
        PL_TRY(auto packet, encoder.encode(encodable(picture, time_of(n))));
        run.push_back(std::make_shared<const media::Packet>(std::move(packet)));
        if (run.size() == static_cast<std::size_t>(options.frame_rate) || n + 1 == frames) {
            write(file,
                  media::make_fragment(++fragment, MediaTime(), {run, time_of(n + 1)}, {}).bytes());
            run.clear();
        }
    }
    std::filesystem::path truth = path;
    std::ofstream(truth.replace_extension(".json"))
        << truth_json(scene, path.filename().string(), seconds);
    return {};
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 4) {
        std::fputs("usage: scene_film URL SECONDS FILE.mp4\n", stderr);
        return 2;
    }
    const auto options = parse_scene_url(arguments[1]);
    const auto done = options ? film(*options, std::strtod(arguments[2], nullptr), arguments[3])
                              : Result<>(options.error());
    if (!done) {
        std::fprintf(stderr, "%s\n", done.error().message().c_str());
        return 1;
    }
    return 0;
}
