// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace porchlight::motion {

/// A small picture of T, stored row by row without padding.
template <typename T>
class Plane {
  public:
    Plane() = default;
    Plane(int width, int height, T fill = T{})
        : width_(width),
          height_(height),
          values_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), fill) {}

    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] bool empty() const { return values_.empty(); }
    [[nodiscard]] std::size_t size() const { return values_.size(); }
    [[nodiscard]] bool same_size(int width, int height) const {
        return width_ == width && height_ == height;
    }

    [[nodiscard]] T* row(int y) { return values_.data() + index(0, y); }
    [[nodiscard]] const T* row(int y) const { return values_.data() + index(0, y); }
    [[nodiscard]] T& at(int x, int y) { return values_[index(x, y)]; }
    [[nodiscard]] const T& at(int x, int y) const { return values_[index(x, y)]; }
    [[nodiscard]] std::vector<T>& values() { return values_; }
    [[nodiscard]] const std::vector<T>& values() const { return values_; }
    void fill(T value) { values_.assign(values_.size(), value); }

  private:
    [[nodiscard]] std::size_t index(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
               static_cast<std::size_t>(x);
    }

    int width_ = 0;
    int height_ = 0;
    std::vector<T> values_;
};

}  // namespace porchlight::motion
