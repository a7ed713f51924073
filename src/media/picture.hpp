// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"

#include <array>
#include <cstdint>
#include <memory>

struct AVFrame;

namespace porchlight::media {

/// One plane of 8-bit samples, for reading during this call.
struct PlaneView {
    const std::uint8_t* data = nullptr;
    int width = 0;
    int height = 0;
    int stride = 0;  ///< Bytes from one row to the next.
};

/// A decoded picture in YUV 4:2:0 with 8 bits. Cheap to move; shares the decoder's memory until
/// destroyed.
class Picture {
  public:
    /// A picture of one's own, to be filled. @param size Even on both sides.
    explicit Picture(PictureSize size);
    /// Takes over a frame of libavutil. Only media/ calls this.
    explicit Picture(AVFrame* frame);
    ~Picture();
    Picture(Picture&& other) noexcept;
    Picture& operator=(Picture&& other) noexcept;
    Picture(const Picture&) = delete;
    Picture& operator=(const Picture&) = delete;

    [[nodiscard]] PictureSize size() const;
    [[nodiscard]] MediaTime pts() const;
    void set_pts(MediaTime pts);
    /// @param plane 0 luma, 1 and 2 chroma at half the size.
    [[nodiscard]] PlaneView plane(int plane) const;
    /// For writing; the picture must be one's own (made by size, or by `make_writable`).
    [[nodiscard]] std::uint8_t* data(int plane);
    [[nodiscard]] int stride(int plane) const;
    /// Gives this picture its own memory if it shares it with a decoder.
    void make_writable();

    [[nodiscard]] AVFrame* frame() const { return frame_.get(); }

  private:
    struct Free {
        void operator()(AVFrame* frame) const;
    };
    std::unique_ptr<AVFrame, Free> frame_;
};

}  // namespace porchlight::media
