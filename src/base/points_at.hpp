// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace porchlight {

/// Lets a pointer point at something for as long as this lives; null before and after. For what
/// lives only while a coroutine runs, and is spoken to from outside on the same strand.
template <typename T>
class PointsAt {
  public:
    /// @param pointer, target Outlive it.
    PointsAt(T*& pointer, T& target) : pointer_(pointer) { pointer_ = &target; }
    ~PointsAt() { pointer_ = nullptr; }
    PointsAt(const PointsAt&) = delete;
    PointsAt& operator=(const PointsAt&) = delete;
    PointsAt(PointsAt&&) = delete;
    PointsAt& operator=(PointsAt&&) = delete;

  private:
    T*& pointer_;
};

}  // namespace porchlight
