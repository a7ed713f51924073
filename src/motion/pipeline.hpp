// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/packet.hpp"
#include "motion/decode_policy.hpp"
#include "motion/detection.hpp"
#include "motion/detector.hpp"
#include "motion/luma.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace porchlight::motion {

/// Decodes for the analysis. What it returns is valid until the next call.
class FrameDecoder {
  public:
    struct Frame {
        LumaView luma;
        MediaTime time;
    };

    FrameDecoder() = default;
    FrameDecoder(const FrameDecoder&) = delete;
    FrameDecoder& operator=(const FrameDecoder&) = delete;
    FrameDecoder(FrameDecoder&&) = delete;
    FrameDecoder& operator=(FrameDecoder&&) = delete;
    virtual ~FrameDecoder() = default;

    /// Decodes one packet. Packets come in decode order, beginning with a key frame after reset().
    /// Empty when no picture came out.
    /// @error Corrupt  Not decodable; the analysis goes on with the next key frame.
    virtual Result<std::optional<Frame>> decode(const media::Packet& packet) = 0;
    /// The next packet is a key frame that does not follow the last one decoded.
    virtual void reset() = 0;
};

/// The whole motion analysis of one camera: which packets to decode, what the pictures show, and
/// the detections that come of it. The hub (live) and `porchlight motion` (offline) both run this.
/// Keeps the packets of the current and the previous group of pictures, shared with their other
/// readers. Strand-bound; no clock, no I/O but the decoder it is given.
class GatedAnalysis {
  public:
    struct Counts {
        std::int64_t packets = 0;
        std::int64_t decoded = 0;  ///< Decodings; a frame looked back at may count twice.
        std::int64_t analysed = 0;
        std::int64_t broken = 0;  ///< Packets that could not be decoded.
    };
    /// Called for each analysed picture, in order of time.
    using Listener = std::function<void(const Observation&)>;

    explicit GatedAnalysis(const Settings& settings, DecodeMode mode = DecodeMode::Gated,
                           Zones zones = {});

    void set_listener(Listener listener) { listener_ = std::move(listener); }
    [[nodiscard]] Detector& detector() { return detector_; }

    /// The next video packet, in decode order. @return Detections that started or ended.
    std::vector<Change> feed(const media::PacketPtr& packet, FrameDecoder& decoder);
    /// The stream ended.
    std::vector<Change> finish();

    [[nodiscard]] const Counts& counts() const { return counts_; }
    [[nodiscard]] const DecodePolicy& policy() const { return policy_; }

  private:
    using Group = std::vector<media::PacketPtr>;

    void keep(const media::PacketPtr& packet);
    void peek(const media::PacketPtr& packet, FrameDecoder& decoder);
    void analyse_group(const Group& group, FrameDecoder& decoder);
    void analyse(const media::PacketPtr& packet, FrameDecoder& decoder);
    [[nodiscard]] std::optional<FrameDecoder::Frame> decode(const media::PacketPtr& packet,
                                                            FrameDecoder& decoder);
    void observe(SmallLuma picture, MediaTime time);

    Detector detector_;
    DecodePolicy policy_;
    DetectionTracker tracker_;
    Listener listener_;
    Group group_;
    Group previous_;
    SmallLuma small_;
    std::optional<MediaTime> last_analysed_;
    bool needs_key_ = true;
    std::vector<Change> changes_;
    Counts counts_;
};

}  // namespace porchlight::motion
