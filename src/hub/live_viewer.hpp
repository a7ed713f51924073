// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "hub/cameras.hpp"
#include "live/broadcast.hpp"

#include <functional>
#include <memory>

namespace porchlight::hub {

/// One browser's live stream: a viewer of one of the camera's broadcasts, that can change to the
/// other one. Strand-bound to the control thread.
class LiveViewer final : public LiveSubscription {
  public:
    /// Joins a broadcast on the media thread; from the control thread.
    using Attach = std::function<void(const std::shared_ptr<live::Viewer>&, LiveQuality)>;

    /// @param clock Outlives the viewer.
    LiveViewer(rt::asio::any_io_executor control, const Clock& clock, Attach attach,
               LiveQuality quality);

    rt::Task<LiveMessage> next() override;
    void set_quality(LiveQuality quality) override;

  private:
    void join();
    [[nodiscard]] LiveMessage to_message(const live::Message& message) const;

    rt::asio::any_io_executor control_;
    const Clock& clock_;
    Attach attach_;
    LiveQuality quality_;
    std::shared_ptr<live::Viewer> viewer_;
};

}  // namespace porchlight::hub
