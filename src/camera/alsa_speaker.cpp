// SPDX-License-Identifier: Apache-2.0
#include "camera/alsa_speaker.hpp"

#include "base/log.hpp"
#include "media/sound_playback.hpp"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <pthread.h>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

namespace porchlight::camera {

namespace {

constexpr std::size_t kMost =
    hal::Speaker::kRate * hal::Speaker::kMostWaiting / std::chrono::seconds(1);
constexpr std::size_t kSilenceFirst = hal::Speaker::kRate * 60 / 1000;

}  // namespace

/// The thread and what waits for it. Thread-safe.
class AlsaSpeaker::Player {
  public:
    explicit Player(std::string device) : device_(std::move(device)) {
        thread_ = std::jthread([this](const std::stop_token& stop) {
            pthread_setname_np(pthread_self(), "loudspeaker");
            work(stop);
        });
    }

    void play(std::span<const float> samples) {
        {
            const std::lock_guard lock(mutex_);
            if (waiting_.size() + samples.size() > kMost) {
                return;
            }
            waiting_.insert(waiting_.end(), samples.begin(), samples.end());
        }
        some_.notify_one();
    }

  private:
    void work(const std::stop_token& stop) {
        // What waits at the end is still said.
        for (bool is_over = false; !is_over; is_over = stop.stop_requested()) {
            const auto samples = next(stop);
            if (samples.empty()) {
                playback_.reset();
            } else if (const auto played = write(samples); !played) {
                playback_.reset();
                complain(played.error());
            }
        }
    }

    /// Empty: nothing to play for a while, or it ends.
    std::vector<float> next(const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        const auto is_some = [this] { return !waiting_.empty(); };
        if (playback_) {
            some_.wait_for(lock, stop, hal::Speaker::kRest, is_some);
        } else {
            some_.wait(lock, stop, is_some);
        }
        return std::exchange(waiting_, {});
    }

    Result<> write(std::span<const float> samples) {
        if (!playback_) {
            PL_TRY(playback_, media::SoundPlayback::open({"alsa", device_, hal::Speaker::kRate}));
            has_complained_ = false;
            PL_TRY_VOID(playback_->write(std::vector<float>(kSilenceFirst)));
        }
        return playback_->write(samples);
    }

    void complain(const Error& why) {
        if (!std::exchange(has_complained_, true)) {
            log::warning("camera", "{}", why.message());
        }
    }

    std::string device_;
    std::mutex mutex_;
    std::condition_variable_any some_;
    std::vector<float> waiting_;
    std::optional<media::SoundPlayback> playback_;  ///< Of the thread alone.
    bool has_complained_ = false;
    std::jthread thread_;  ///< Last: it uses all of the above.
};

AlsaSpeaker::AlsaSpeaker(std::string device)
    : player_(std::make_unique<Player>(std::move(device))) {}
AlsaSpeaker::~AlsaSpeaker() = default;

void AlsaSpeaker::play(std::span<const float> samples) {
    player_->play(samples);
}

}  // namespace porchlight::camera
