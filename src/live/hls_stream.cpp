// SPDX-License-Identifier: Apache-2.0
#include "live/hls_stream.hpp"

#include "media/fmp4.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace porchlight::live {

namespace {

/// A player that comes back after the stream has been made anew meets no number twice.
constexpr std::uint64_t kNumbersASecond = 64;
/// Short groups share a segment up to this.
constexpr MediaDuration kShortest{45000};

}  // namespace

HlsStream::HlsStream(std::string name, MonotonicTime now)
    : name_(std::move(name)),
      asked_(now),
      next_number_(static_cast<std::uint64_t>(
                       std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count()) *
                   kNumbersASecond) {}

void HlsStream::begin(SharedBytes init, std::span<const media::PacketPtr> group) {
    // What came before is not now any more.
    discontinuities_ += static_cast<std::uint64_t>(
        std::ranges::count_if(segments_, [](const Segment& one) { return one.begins_anew; }));
    segments_.clear();
    listed_ = 0;
    size_ = 0;
    begins_anew_ = init_ != nullptr;
    init_ = std::move(init);
    ++shape_;
    pending_.clear();
    origin_.reset();
    if (group.size() > 1) {
        step_ = group.back()->dts - group[group.size() - 2]->dts;
    }
    for (std::size_t part = 0; part < kFewest; ++part) {
        const std::size_t first = group.size() * part / kFewest;
        const std::size_t end = group.size() * (part + 1) / kFewest;
        std::ranges::for_each(group.subspan(first, end - first),
                              [this](const media::PacketPtr& packet) { send(packet); });
        if (!pending_.empty()) {
            cut(end < group.size() ? group[end]->dts : pending_.back()->dts + step_);
        }
    }
}

void HlsStream::send(const media::PacketPtr& packet) {
    const bool is_key = packet->kind == media::FrameKind::Key;
    if (pending_.empty()) {
        // The first one of all must be a key frame, later ones follow what is there.
        if (is_key || !segments_.empty()) {
            pending_.push_back(packet);
        }
        return;
    }
    const MediaDuration length = packet->dts - pending_.front()->dts;
    step_ = packet->dts - pending_.back()->dts;
    const bool is_group = pending_.front()->kind == media::FrameKind::Key;
    if ((is_key && (!is_group || length >= kShortest)) || length + step_ > kLongest) {
        cut(packet->dts);
    }
    pending_.push_back(packet);
}

void HlsStream::cut(MediaTime end) {
    if (!origin_) {
        origin_ = pending_.front()->dts;
    }
    const auto number = next_number_++;
    const auto fragment =
        media::make_fragment(static_cast<std::uint32_t>(number), *origin_, {pending_, end}, {});
    Segment made{number, std::make_shared<media::ByteVector>(fragment.bytes()),
                 end - pending_.front()->dts, std::exchange(begins_anew_, false)};
    size_ += made.bytes->size();
    segments_.push_back(std::move(made));
    ++listed_;
    pending_.clear();
    drop_old();
}

/// From the list, and what has been off the list for as long as it was on it.
void HlsStream::drop_old() {
    const auto listed_time = [this] {
        MediaDuration sum{};
        std::for_each(segments_.end() - static_cast<std::ptrdiff_t>(listed_), segments_.end(),
                      [&](const Segment& one) { sum += one.duration; });
        return sum;
    };
    while (listed_ > 1 &&
           listed_time() - segments_[segments_.size() - listed_].duration >= kListed) {
        discontinuities_ += segments_[segments_.size() - listed_].begins_anew ? 1 : 0;
        --listed_;
    }
    while (segments_.size() > 2 * listed_ || (size_ > kMostBytes && segments_.size() > kFewest)) {
        size_ -= segments_.front().bytes->size();
        segments_.pop_front();
        listed_ = std::min(listed_, segments_.size());
    }
}

std::string HlsStream::init_name() const {
    return fmt::format("{}-init-{}.mp4", name_, shape_);
}

std::string HlsStream::playlist(std::string_view folder) const {
    if (listed_ < kFewest) {
        return {};
    }
    const auto first = segments_.end() - static_cast<std::ptrdiff_t>(listed_);
    std::string text = fmt::format(
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{}\n#EXT-X-MEDIA-SEQUENCE:{}\n"
        "#EXT-X-DISCONTINUITY-SEQUENCE:{}\n#EXT-X-MAP:URI=\"{}{}\"\n",
        kTarget.count() / 90000, first->number, discontinuities_, folder, init_name());
    for (auto segment = first; segment != segments_.end(); ++segment) {
        fmt::format_to(std::back_inserter(text), "{}#EXTINF:{:.5f},\n{}{}-{}.m4s\n",
                       segment->begins_anew ? "#EXT-X-DISCONTINUITY\n" : "",
                       to_seconds(segment->duration), folder, name_, segment->number);
    }
    return text;
}

SharedBytes HlsStream::file(std::string_view name) const {
    if (name == init_name()) {
        return init_;
    }
    const auto is_it = [&](const Segment& one) {
        return name == fmt::format("{}-{}.m4s", name_, one.number);
    };
    const auto found = std::ranges::find_if(segments_, is_it);
    return found == segments_.end() ? nullptr : found->bytes;
}

}  // namespace porchlight::live
