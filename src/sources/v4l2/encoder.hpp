// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/drivers/device_calls.hpp"
#include "media/video_encoder.hpp"

#include <memory>
#include <optional>
#include <string>

namespace porchlight::sources {

/// Makes H.264 of a camera's pictures: in hardware (`M2mEncoder`) or here (`X264Encoder`).
/// Thread-bound.
class Encoder {
  public:
    Encoder() = default;
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;
    Encoder(Encoder&&) = delete;
    Encoder& operator=(Encoder&&) = delete;
    virtual ~Encoder() = default;

    /// Whole only once the first packet is out: hardware tells its parameter sets with it.
    [[nodiscard]] virtual const media::VideoTrack& track() const = 0;
    /// Takes a picture, and gives a packet of it or of an earlier one if one is ready. Few pictures
    /// are on their way at a time: then it waits.
    /// @param picture Of the size in the settings; its `pts` becomes its packet's.
    /// @error Unavailable  The device is gone.   @error TimedOut  It hangs.
    /// @error InvalidArgument  A picture of another size.
    virtual Result<std::optional<media::Packet>> encode(const media::Picture& picture) = 0;
    /// The next picture, or one that is still on its way, becomes a key frame, where the encoder
    /// can do that.
    virtual void make_key_frame() = 0;
    /// The packets that are still on their way, one a call, until none is left. No pictures after.
    /// @error As above.
    virtual Result<std::optional<media::Packet>> drain() = 0;
    /// For people, e.g. "encoded here".
    [[nodiscard]] virtual std::string name() const = 0;
};

/// x264, on the caller's thread: each picture's packet is ready at once.
class X264Encoder final : public Encoder {
  public:
    /// @error Unsupported  This libavcodec has no x264.
    static Result<std::unique_ptr<Encoder>> create(const media::EncoderSettings& settings);

    [[nodiscard]] const media::VideoTrack& track() const override { return encoder_.track(); }
    Result<std::optional<media::Packet>> encode(const media::Picture& picture) override;
    void make_key_frame() override { encoder_.make_key_frame(); }
    Result<std::optional<media::Packet>> drain() override;
    [[nodiscard]] std::string name() const override { return "encoded here"; }

  private:
    explicit X264Encoder(media::VideoEncoder encoder) : encoder_(std::move(encoder)) {}
    media::VideoEncoder encoder_;
};

/// Where pictures are encoded, as a board file says it.
inline constexpr const char* kAutomaticEncoder = "auto";  ///< Hardware where there is some.
inline constexpr const char* kX264Encoder = "x264";
/// "auto", "x264" or a device like "/dev/video11".
[[nodiscard]] bool is_encoder_choice(const std::string& choice);

struct ChosenEncoder {
    std::unique_ptr<Encoder> encoder;
    /// Why it is not the hardware's, for the owner; empty if nothing is amiss.
    std::string notice;
};
/// Opens what was chosen; hardware that cannot be opened is made up for by x264.
/// @param calls Outlives the encoder.   @error As X264Encoder::create.
Result<ChosenEncoder> open_encoder(const std::string& choice,
                                   const media::EncoderSettings& settings, hal::DeviceCalls& calls);

}  // namespace porchlight::sources
