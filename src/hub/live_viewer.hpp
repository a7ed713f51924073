// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "hub/cameras.hpp"
#include "live/audience.hpp"

#include <functional>
#include <memory>

namespace porchlight::hub {

/// One browser's live stream: a viewer of one of the camera's broadcasts, that changes to
/// another one when it is asked to, or when the browser cannot play what comes. Strand-bound to the
/// control thread.
class LiveViewer final : public LiveSubscription {
  public:
    /// Joins a broadcast on the media thread; from the control thread.
    using Attach = std::function<void(const std::shared_ptr<live::Viewer>&, LiveWish)>;

    /// @param clock Outlives the viewer.
    LiveViewer(rt::asio::any_io_executor control, const Clock& clock, Attach attach, LiveWish wish);

    rt::Task<LiveMessage> next() override;
    void set_wish(LiveWish wish) override;

  private:
    void join();
    void rejoin();
    /// A stream that this browser cannot play, and that it has not been told of yet: a camera that
    /// changed what it sends, or of which nobody knew when the viewer came.
    [[nodiscard]] bool must_rejoin(const live::Message& message);
    [[nodiscard]] LiveMessage to_message(const live::Message& message) const;

    rt::asio::any_io_executor control_;
    const Clock& clock_;
    Attach attach_;
    LiveWish wish_;
    /// Since the last stream that this browser can play.
    bool has_rejoined_ = false;
    std::shared_ptr<live::Viewer> viewer_;
};

}  // namespace porchlight::hub
