// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/reorder.hpp"

namespace porchlight::media::rtp {

void ReorderBuffer::push(ByteSpan datagram, const RtpPacket& packet) {
    const auto ahead = static_cast<std::uint16_t>(packet.sequence - next_);
    // Behind the window or far ahead of it: the tracker that comes next tells old from restarted.
    if (!started_ || packet.ssrc != ssrc_ || ahead >= 2 * kWindow) {
        const bool is_old = started_ && packet.ssrc == ssrc_ && ahead >= 0x8000;
        if (!is_old) {
            flush();
            started_ = true;
            ssrc_ = packet.ssrc;
            next_ = static_cast<std::uint16_t>(packet.sequence + 1);
        }
        deliver_(datagram);
        return;
    }
    while (static_cast<std::uint16_t>(packet.sequence - next_) >= kWindow) {
        skip_to_first_kept();
        if (kept_ == 0) {
            next_ = packet.sequence;
        }
        deliver_ready();
    }
    if (packet.sequence == next_) {
        ++next_;
        deliver_(datagram);
        deliver_ready();
        return;
    }
    Slot& free = slot(packet.sequence);
    if (!free.used) {
        free.used = true;
        free.bytes.assign(datagram.begin(), datagram.end());
        ++kept_;
    }
}

void ReorderBuffer::flush() {
    while (kept_ > 0) {
        skip_to_first_kept();
        deliver_ready();
    }
}

void ReorderBuffer::skip_to_first_kept() {
    while (kept_ > 0 && !slot(next_).used) {
        ++next_;
    }
}

void ReorderBuffer::deliver_ready() {
    while (kept_ > 0 && slot(next_).used) {
        Slot& ready = slot(next_);
        ready.used = false;
        --kept_;
        ++next_;
        deliver_(ready.bytes);
    }
}

}  // namespace porchlight::media::rtp
