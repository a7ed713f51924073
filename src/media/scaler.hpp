// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/picture.hpp"

#include <memory>

namespace porchlight::media {

/// Changes the size of pictures, and any pixel format to 4:2:0 with 8 bits (libswscale).
/// Thread-bound.
class Scaler {
  public:
    Scaler();
    ~Scaler();
    Scaler(Scaler&&) noexcept;
    Scaler& operator=(Scaler&&) noexcept;
    Scaler(const Scaler&) = delete;
    Scaler& operator=(const Scaler&) = delete;

    /// @param size Even on both sides. @error Unsupported  libswscale does not know the pixel
    /// format.
    Result<Picture> scale(const Picture& picture, PictureSize size);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The largest even size of the same shape that is at most `width` wide, never larger than `size`.
[[nodiscard]] PictureSize fit_width(PictureSize size, int width);

}  // namespace porchlight::media
