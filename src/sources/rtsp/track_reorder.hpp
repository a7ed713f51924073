// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/rtp/reorder.hpp"

#include <functional>
#include <utility>

namespace porchlight::sources::rtsp {

/// Orders a track's datagrams; remembers the first error of what comes after it.
class TrackReorder {
  public:
    explicit TrackReorder(std::function<Result<>(media::ByteSpan)> deliver)
        : buffer_([this, deliver = std::move(deliver)](media::ByteSpan bytes) {
              if (auto result = deliver(bytes); !result) {
                  result_ = std::move(result);
              }
          }) {}
    Result<> push(media::ByteSpan datagram) {
        if (const auto packet = media::rtp::parse_rtp(datagram)) {
            buffer_.push(datagram, *packet);
        }
        return result_;
    }

  private:
    Result<> result_;
    media::rtp::ReorderBuffer buffer_;
};

}  // namespace porchlight::sources::rtsp
