// SPDX-License-Identifier: Apache-2.0
#include "porchlight/motion_command.hpp"

#include "media/demuxer.hpp"
#include "motion/file_watch.hpp"
#include "porchlight/zones_file.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace porchlight::app {
namespace {

double seconds_of(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

// What this process has used of its processors so far, in seconds.
double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

// A bar on the terminal, drawn anew at each whole percent; nothing when nobody looks.
class ProgressBar {
  public:
    explicit ProgressBar(double whole) : whole_(isatty(STDERR_FILENO) == 1 ? whole : 0) {}
    ~ProgressBar() {
        if (percent_ >= 0) {
            fmt::print(stderr, "\r{:60}\r", "");
        }
    }
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;
    ProgressBar(ProgressBar&&) = delete;
    ProgressBar& operator=(ProgressBar&&) = delete;

    void show(double done) {
        const int percent = whole_ > 0 ? static_cast<int>(100 * std::min(1.0, done / whole_)) : -1;
        if (percent != percent_) {
            percent_ = percent;
            const auto filled = static_cast<std::size_t>(percent * 2 / 5);
            fmt::print(stderr, "\r[{:<40}] {:3} %", std::string(filled, '#'), percent);
            std::fflush(stderr);
        }
    }

  private:
    double whole_;
    int percent_ = -1;
};

struct Findings {
    std::vector<motion::Detection> detections;
    motion::GatedAnalysis::Counts counts;
    double duration = 0;  // seconds
};

Result<Findings> watch(const std::string& path, motion::GatedAnalysis analysis) {
    media::DemuxerSettings settings;
    settings.url = path;
    PL_TRY(const media::Demuxer demuxer, media::Demuxer::open(settings));
    Findings findings;
    findings.duration = to_seconds(demuxer.duration());
    ProgressBar bar(findings.duration);
    motion::FileWatch watching(std::move(analysis));
    PL_TRY_VOID(watching.watch(path, MediaTime(), [&bar](MediaTime time) {
        bar.show(time.seconds());
        return true;
    }));
    watching.finish();
    findings.detections = watching.detections();
    findings.counts = watching.counts();
    return findings;
}

std::string to_json(const std::string& video, const Findings& findings) {
    // A file name is the only text in it that is not ours.
    std::string name;
    for (const char letter : std::filesystem::path(video).filename().string()) {
        const bool control = static_cast<unsigned char>(letter) < 0x20;
        name += control ? std::string("?")
                        : (letter == '"' || letter == '\\' ? std::string("\\") + letter
                                                           : std::string(1, letter));
    }
    std::string detections;
    for (const motion::Detection& one : findings.detections) {
        detections += fmt::format(R"({}{{"start":{:.3f},"end":{:.3f},"peak":{:.3f}}})",
                                  detections.empty() ? "" : ",", one.start.seconds(),
                                  one.end.seconds(), one.peak);
    }
    return fmt::format(
        R"({{"video":"{}","duration_s":{:.3f},"cpu_s":{:.3f},"frames_decoded":{},"frames_total":{},"detections":[{}]}})"
        "\n",
        name, findings.duration, cpu_seconds(), findings.counts.decoded, findings.counts.packets,
        detections);
}

Result<> write_text(const std::string& path, const std::string& text) {
    if (path == "-") {
        fmt::print("{}", text);
        return {};
    }
    std::ofstream file(path, std::ios::binary);
    if (!file) {
        return errno_error(errno, "write " + path);
    }
    file << text;
    if (!file.flush()) {
        return Error(ErrorCode::Exhausted,
                     "Could not write all of " + path + ". Is the disk full?");
    }
    return {};
}

void print_findings(const Findings& findings) {
    for (const motion::Detection& one : findings.detections) {
        fmt::print("{:8.2f} s to {:8.2f} s   peak {:.2f}\n", one.start.seconds(), one.end.seconds(),
                   one.peak);
    }
    fmt::print("{} detections in {:.1f} s of video; decoded {} of {} frames in {:.2f} s of CPU\n",
               findings.detections.size(), findings.duration, findings.counts.decoded,
               findings.counts.packets, cpu_seconds());
}

Result<> watch_and_tell(const MotionCommand& command) {
    motion::Settings settings;
    PL_TRY(settings.sensitivity, motion::Sensitivity::create(command.sensitivity));
    motion::Zones zones;
    if (!command.zones_file.empty()) {
        PL_TRY(zones, read_zones_file(command.zones_file));
    }
    // A small stream costs little and is decoded whole, as the hub does.
    const bool sub = !command.sub_file.empty();
    const auto mode = sub ? motion::DecodeMode::Everything : command.mode;
    motion::GatedAnalysis analysis(settings, mode, std::move(zones));
    PL_TRY(const Findings findings,
           watch(sub ? command.sub_file : command.file, std::move(analysis)));
    if (command.json_file.empty()) {
        print_findings(findings);
        return {};
    }
    return write_text(command.json_file, to_json(command.file, findings));
}

}  // namespace

int run_motion(const MotionCommand& command) {
    if (const auto done = watch_and_tell(command); !done) {
        fmt::print(stderr, "{}\n", done.error().message());
        return 1;
    }
    return 0;
}

}  // namespace porchlight::app
