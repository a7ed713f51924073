// SPDX-License-Identifier: Apache-2.0
#include "sources/file/file_source.hpp"

#include "base/check.hpp"
#include "media/demuxer.hpp"
#include "sources/pacer.hpp"
#include "sources/threaded_source.hpp"

#include <optional>
#include <utility>

namespace porchlight::sources {

namespace {

class FileReader final : public BlockingReader {
  public:
    explicit FileReader(std::string path) : path_(std::move(path)) {}

    Result<StreamDescription> open() override {
        PL_TRY(demuxer_, media::Demuxer::open({path_, "", {}}));
        return description();
    }

    Result<media::Packet> next() override {
        PL_TRY(media::Packet packet, read());
        packet.pts += round_start_ - MediaTime();
        packet.dts += round_start_ - MediaTime();
        const MediaDuration step = packet.dts - last_;
        if (packet.track == media::TrackKind::Video && step > MediaDuration::zero()) {
            frame_ = step;
        }
        last_ = std::max(last_, packet.dts);
        if (!pacer_.wait_for(packet.dts)) {
            return Error(ErrorCode::Cancelled, "stopped");
        }
        return packet;
    }

    [[nodiscard]] StreamDescription description() const override {
        PL_CHECK(demuxer_, "open comes first");
        return {demuxer_->video(), demuxer_->audio(), "file", {}};
    }

    void interrupt() override { pacer_.interrupt(); }

  private:
    /// The next packet of this round, or the first of the next one.
    Result<media::Packet> read() {
        PL_CHECK(demuxer_, "open comes first");
        PL_TRY(auto packet, demuxer_->read());
        if (!packet) {
            round_start_ = last_ + frame_;
            PL_TRY_VOID(demuxer_->rewind());
            PL_TRY(packet, demuxer_->read());
        }
        if (!packet) {
            return Error(ErrorCode::Corrupt, path_ + " holds no frame that can be read");
        }
        return std::move(*packet);
    }

    std::string path_;
    std::optional<media::Demuxer> demuxer_;
    Pacer pacer_;
    MediaTime round_start_;
    MediaTime last_;
    MediaDuration frame_{3600};
};

}  // namespace

std::unique_ptr<Source> make_file_source(std::string path, const Clock& clock) {
    return std::make_unique<ThreadedSource>(
        "file", clock, [path = std::move(path)] { return std::make_unique<FileReader>(path); });
}

}  // namespace porchlight::sources
