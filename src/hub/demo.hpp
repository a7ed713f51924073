// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/camera_service.hpp"
#include "store/store.hpp"

namespace porchlight::hub {

/// Adds two drawn cameras on the very first start, so that a newcomer sees motion, clips and a
/// timeline at once. Once offered they never come back by themselves.
/// @return Whether they were added now.
rt::Task<bool> offer_demo(store::Store* store, CameraService* cameras);

}  // namespace porchlight::hub
