// SPDX-License-Identifier: Apache-2.0
#include "hub/devices/clip_fetch.hpp"

#include "base/log.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::hub {

using device::ClipOffer;
using device::ClipTaken;
using device::DataKind;
using device::DataRequest;
using Messages = std::vector<device::LinkMessage>;

rt::Task<Messages> ClipFetch::offered(ClipOffer offer) {
    const bool is_known = std::ranges::find(offers_, offer.id, &ClipOffer::id) != offers_.end() ||
                          (current_ && current_->id == offer.id);
    if (taker_ == nullptr || is_known || offers_.size() >= kMostOffers) {
        co_return Messages();
    }
    offers_.push_back(offer);
    if (current_) {
        co_return Messages();
    }
    auto going = go_on();
    co_return co_await std::move(going);
}

/// The next clip that lacks something; those that lack nothing are kept on the way.
rt::Task<Messages> ClipFetch::go_on() {
    Messages say;
    current_.reset();
    while (!offers_.empty()) {
        const ClipOffer offer = offers_.front();
        offers_.pop_front();
        auto looking = taker_->received(device_, offer);
        const auto here = co_await std::move(looking);
        if (!here) {
            log::warning("devices", "{}: a clip cannot be fetched: {}", device_.serial.text(),
                         here.error().message());
            continue;
        }
        if (*here < offer.size) {
            current_ = offer;
            here_ = *here;
            say.emplace_back(DataRequest{DataKind::Clip, offer.id, here->count()});
            break;
        }
        auto keeping = keep(offer);
        PL_CO_TRY(const bool is_over, co_await std::move(keeping));
        if (is_over) {
            say.emplace_back(ClipTaken{offer.id});
        }
    }
    co_return say;
}

/// @return Whether the camera may forget it.
rt::Task<bool> ClipFetch::keep(ClipOffer offer) {
    auto keeping = taker_->keep(device_, offer);
    const auto kept = co_await std::move(keeping);
    if (!kept) {
        log::warning("devices", "{}: a clip cannot be kept: {}", device_.serial.text(),
                     kept.error().message());
    }
    co_return kept || kept.error().code() == ErrorCode::Corrupt;
}

rt::Task<Messages> ClipFetch::came(device::DataPiece piece) {
    if (!current_ || piece.id != current_->id || piece.offset != here_.count()) {
        co_return Messages();  // nobody asked for it
    }
    const ClipOffer offer = *current_;
    const Bytes size(static_cast<std::int64_t>(piece.bytes.size()));
    const bool is_last = here_ + size >= offer.size;
    if (!is_last && piece.bytes.size() < device::kMostData) {
        log::warning("devices", "{}: a clip has gone from the camera", device_.serial.text());
        auto going = go_on();
        co_return co_await std::move(going);
    }
    auto adding = taker_->add(device_, offer, here_, std::move(piece.bytes));
    const auto added = co_await std::move(adding);
    if (!added) {
        log::warning("devices", "{}: a clip cannot be fetched: {}", device_.serial.text(),
                     added.error().message());
        auto going = go_on();
        co_return co_await std::move(going);
    }
    here_ = here_ + size;
    if (!is_last) {
        co_return Messages{DataRequest{DataKind::Clip, offer.id, here_.count()}};
    }
    offers_.push_front(offer);  // all of it is here now
    auto going = go_on();
    co_return co_await std::move(going);
}

}  // namespace porchlight::hub
