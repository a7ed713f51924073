// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"
#include "device/link_message.hpp"
#include "rt/task.hpp"
#include "store/device_types.hpp"

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::hub {

/// Where the clips go that a camera has kept while the hub was away. Calls for one device come one
/// after the other.
class ClipTaker {
  public:
    ClipTaker() = default;
    ClipTaker(const ClipTaker&) = delete;
    ClipTaker& operator=(const ClipTaker&) = delete;
    ClipTaker(ClipTaker&&) = delete;
    ClipTaker& operator=(ClipTaker&&) = delete;
    virtual ~ClipTaker() = default;

    /// How much of it is here already. @error Unavailable, Exhausted  The disk.
    virtual rt::Task<Bytes> received(store::Device device, device::ClipOffer offer) = 0;
    /// @error Unavailable, Exhausted  The disk.   @error InvalidArgument  Not where the last ended.
    virtual rt::Task<> add(store::Device device, device::ClipOffer offer, Bytes offset,
                           std::string bytes) = 0;
    /// All of it is here: keeps it. Offered again, it is kept once.
    /// @error Corrupt  It cannot be played, and never will.   Else as `add`.
    virtual rt::Task<> keep(store::Device device, device::ClipOffer offer) = 0;
};

/// Fetches what one camera offers over one link, clip after clip, piece after piece: at most one
/// piece is under way, so that a slow disk slows the camera and nothing piles up. What could not be
/// kept is offered again at the camera's next link.
///
///     offer ─▶ received? ─▶ DataRequest ─▶ piece ─▶ add ─┬▶ DataRequest …
///                                                        └▶ keep ─▶ ClipTaken ─▶ the next offer
/// Strand-bound; one call at a time.
class ClipFetch {
  public:
    /// More offers than this wait for the camera's next link.
    static constexpr std::size_t kMostOffers = 1000;

    /// @param taker Outlives this; may be null: nothing is fetched.
    ClipFetch(ClipTaker* taker, store::Device device) : taker_(taker), device_(std::move(device)) {}

    /// @return What to say to the camera.
    rt::Task<std::vector<device::LinkMessage>> offered(device::ClipOffer offer);
    /// A piece with DataKind::Clip.
    rt::Task<std::vector<device::LinkMessage>> came(device::DataPiece piece);

  private:
    rt::Task<std::vector<device::LinkMessage>> go_on();
    rt::Task<bool> keep(device::ClipOffer offer);

    ClipTaker* taker_;
    store::Device device_;
    std::deque<device::ClipOffer> offers_;
    std::optional<device::ClipOffer> current_;
    Bytes here_;
};

}  // namespace porchlight::hub
