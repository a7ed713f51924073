// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/v4l2/encoder.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace porchlight::sources {

/// Whether this device makes H.264 of pictures. Opens it for a moment; changes nothing.
[[nodiscard]] bool is_m2m_encoder(const std::string& path, hal::DeviceCalls& calls);

/// H.264 by a chip: a stateful memory-to-memory encoder of the kernel, like the Raspberry Pi's
/// /dev/video11 (bcm2835-codec). Pictures go in as YU12 or NV12 in one plane, which is what such
/// encoders take; only the multi-planar interface is spoken. Thread-bound.
/// @source Documentation/userspace-api/media/v4l/dev-encoder.rst of Linux 6.1
class M2mEncoder final : public Encoder {
  public:
    /// How long a picture may take before the device counts as hung.
    static constexpr std::chrono::milliseconds kPatience{2000};

    /// @param calls Outlives it.
    /// @error Unsupported  It makes no H.264 of our pictures.
    /// @error NotFound, PermissionDenied, Unavailable, Exhausted  As the device says.
    static Result<std::unique_ptr<Encoder>> create(const std::string& path,
                                                   const media::EncoderSettings& settings,
                                                   hal::DeviceCalls& calls,
                                                   std::chrono::milliseconds patience = kPatience);
    ~M2mEncoder() override;
    M2mEncoder(const M2mEncoder&) = delete;
    M2mEncoder& operator=(const M2mEncoder&) = delete;
    M2mEncoder(M2mEncoder&&) = delete;
    M2mEncoder& operator=(M2mEncoder&&) = delete;

    [[nodiscard]] const media::VideoTrack& track() const override;
    Result<std::optional<media::Packet>> encode(const media::Picture& picture) override;
    void make_key_frame() override;
    Result<std::optional<media::Packet>> drain() override;
    [[nodiscard]] std::string name() const override;

  private:
    struct State;
    explicit M2mEncoder(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace porchlight::sources
