// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"
#include "motion/observation.hpp"

#include <cstdint>
#include <deque>
#include <optional>

namespace porchlight::motion {

/// Whether all frames are decoded or only those that may matter.
enum class DecodeMode : std::uint8_t { Gated, Everything };

/// What the caller shall do with the coded frame it has just shown to the policy. "Analyse" means
/// decode and hand to the detector.
enum class Instruction : std::uint8_t {
    Skip,            ///< Keep the packet, decode nothing.
    Peek,            ///< Decode this key frame, ask the detector what it shows, tell `judge`.
    Analyse,         ///< Analyse this frame; the frame before it was decoded.
    AnalyseFromKey,  ///< Analyse all frames from the last key frame to this one.
    AnalysePicture,  ///< Answer to `judge`: analyse the peeked picture, no more.
    LookBack,        ///< Answer to `judge`: analyse the previous group of pictures, then the peeked
                     ///< picture, and have the key frame decoded again: the frames after it follow.
};

/// Decides which coded frames of one camera are worth decoding. Decoding is what costs; a quiet
/// camera shows one key frame in about 2 s and nothing else is decoded. Nothing is lost by that:
/// the packets of the current and the previous group of pictures (GOP) are kept by the caller, and
/// when a key frame shows something new, the GOP before it is analysed after the fact with its true
/// times. The same finds the exact end of a motion that was followed by key frames alone.
///
///            first seconds over              key frame differs, or packets got bigger
///  Learning ───────────────────▶ Quiet ───────────────────────────────────────▶ Open
///     ▲                            ▲     nothing moved for a while                │ ▲
///     │ start, gap                 └──────────────────────────────────────────────┤ │
///                                                                                 │ │ motion ended
///                                     moved through a whole GOP ▼                 │ │
///                                                            Riding ──────────────┘─┘
///
/// Learning and Open decode everything, Quiet and Riding key frames. Strand-bound, pure.
class DecodePolicy {
  public:
    struct Frame {
        bool key = false;
        Bytes size;
        MediaTime time;
    };
    enum class State : std::uint8_t { Learning, Quiet, Open, Riding };

    explicit DecodePolicy(DecodeMode mode = DecodeMode::Gated) : mode_(mode) {}

    /// The next coded frame, in decode order.
    [[nodiscard]] Instruction next(const Frame& frame);

    /// After Peek. @param strength What Detector::peek said.
    /// @param motion Whether the picture continues the motion that is being followed.
    [[nodiscard]] Instruction judge(double strength, bool motion);

    /// After each analysed frame.
    void report(const Observation& observation);

    /// Decoding a key frame gave no picture at once, so frames cannot be picked: decode all.
    void give_up() { mode_ = DecodeMode::Everything; }

    [[nodiscard]] State state() const { return state_; }

  private:
    struct Size {
        MediaTime time;
        float log2 = 0;
    };

    void enter(State state, MediaTime time);
    [[nodiscard]] Instruction at_key(const Frame& frame);
    [[nodiscard]] Instruction at_delta(const Frame& frame);
    void close_if_quiet(MediaTime time);
    void note_size(const Frame& frame);
    [[nodiscard]] float size_jump() const;
    [[nodiscard]] bool rides(MediaTime time) const;
    [[nodiscard]] double key_threshold(MediaTime time) const;
    [[nodiscard]] float jump_threshold(MediaTime time) const;

    DecodeMode mode_;
    State state_ = State::Learning;
    std::optional<MediaTime> first_;
    std::optional<MediaTime> last_key_;
    MediaDuration key_spacing_{};
    MediaTime entered_;
    MediaTime time_;
    MediaTime last_motion_;
    std::optional<MediaTime> motion_since_;
    bool moved_ = false;     // since the state was entered
    bool nuisance_ = false;  // the same: something changed that is no object
    bool opened_by_size_ = false;
    double opened_with_ = 0;     // strength or jump that opened
    double false_strength_ = 0;  // of the last openings that showed nothing; fades
    MediaTime false_strength_time_;
    float false_jump_ = 0;
    MediaTime false_jump_time_;
    std::deque<Size> sizes_;  // of frames that are no key frames, the last 30 s
};

}  // namespace porchlight::motion
