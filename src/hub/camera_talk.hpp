// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "live/talk_line.hpp"
#include "rt/task.hpp"
#include "sources/speaker.hpp"

#include <memory>

namespace porchlight::hub {

/// Lets people speak through one camera, one at a time. The voice leaves at an even pace, in what
/// the loudspeaker takes; silence is not sent.
///
/// Strand-bound. Who speaks when it is destroyed is told so.
class TalkSeat {
  public:
    TalkSeat() = default;
    ~TalkSeat();
    TalkSeat(const TalkSeat&) = delete;
    TalkSeat& operator=(const TalkSeat&) = delete;
    TalkSeat(TalkSeat&&) = delete;
    TalkSeat& operator=(TalkSeat&&) = delete;

    /// @param speaker Null: there is none.   @param clock Outlives the line.
    /// @error Unsupported  No loudspeaker.   @error AlreadyExists  Somebody else is speaking.
    Result<std::unique_ptr<live::TalkLine>> take(const rt::asio::any_io_executor& executor,
                                                 const std::shared_ptr<sources::Speaker>& speaker,
                                                 const Clock& clock);
    /// Whoever speaks is heard no more, and told why.
    void vacate(const Error& why);

  private:
    class Line;
    struct Talk;

    std::weak_ptr<Talk> talk_;
};

}  // namespace porchlight::hub
