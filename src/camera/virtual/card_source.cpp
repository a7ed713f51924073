// SPDX-License-Identifier: Apache-2.0
#include "camera/virtual/card_source.hpp"

#include "media/qr_code.hpp"
#include "media/video_encoder.hpp"
#include "sources/pacer.hpp"
#include "sources/threaded_source.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

namespace porchlight::camera {

namespace {

constexpr PictureSize kSize{1280, 720};
constexpr int kFramesASecond = 5;
constexpr std::int64_t kBitRate = 1'000'000;
constexpr std::int64_t kTicksPerSecond = 90000;

class CardReader final : public sources::BlockingReader {
  public:
    using Paint = std::function<Result<media::Picture>()>;

    explicit CardReader(Paint paint) : paint_(std::move(paint)) {}

    Result<sources::StreamDescription> open() override {
        PL_TRY(auto picture, paint_());
        PL_TRY(auto encoder,
               media::VideoEncoder::create({kSize, kFramesASecond, kBitRate, kFramesASecond}));
        card_.emplace(std::move(picture), std::move(encoder));
        return description();
    }

    Result<media::Packet> next() override {
        const MediaTime due(frame_++ * kTicksPerSecond / kFramesASecond);
        if (!card_ || !pacer_.wait_for(due)) {
            return Error(ErrorCode::Cancelled, "stopped");
        }
        card_->picture.set_pts(due);
        return card_->encoder.encode(card_->picture);
    }

    [[nodiscard]] sources::StreamDescription description() const override {
        sources::StreamDescription description;
        description.transport = "a card";
        if (card_) {
            description.video = card_->encoder.track();
        }
        return description;
    }

    void interrupt() override { pacer_.interrupt(); }

  private:
    struct Card {
        Card(media::Picture shown, media::VideoEncoder with)
            : picture(std::move(shown)), encoder(std::move(with)) {}
        media::Picture picture;
        media::VideoEncoder encoder;
    };
    Paint paint_;
    std::optional<Card> card_;
    std::int64_t frame_ = 0;
    sources::Pacer pacer_;
};

Result<media::Picture> paint_card(const Secret& text) {
    PL_TRY(const auto code, media::make_qr_code(text.reveal()));
    return media::paint_qr_code(code, kSize);
}

Result<media::Picture> paint_cover() {
    constexpr int kBlack = 16;
    constexpr int kGrey = 128;
    media::Picture picture(kSize);
    for (int plane = 0; plane < 3; ++plane) {
        const auto rows = static_cast<std::size_t>(picture.plane(plane).height);
        std::fill_n(picture.data(plane), rows * static_cast<std::size_t>(picture.stride(plane)),
                    static_cast<std::uint8_t>(plane == 0 ? kBlack : kGrey));
    }
    return picture;
}

std::unique_ptr<sources::Source> make_painted(CardReader::Paint paint, const Clock& clock) {
    return std::make_unique<sources::ThreadedSource>(
        "card", clock, [paint = std::move(paint)] { return std::make_unique<CardReader>(paint); });
}

}  // namespace

std::unique_ptr<sources::Source> make_card_source(Secret text, const Clock& clock) {
    return make_painted([text = std::move(text)] { return paint_card(text); }, clock);
}

std::unique_ptr<sources::Source> make_cover_source(const Clock& clock) {
    return make_painted(paint_cover, clock);
}

}  // namespace porchlight::camera
