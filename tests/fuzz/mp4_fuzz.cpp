// SPDX-License-Identifier: Apache-2.0
#include "media/mp4_reader.hpp"

#include <cstddef>
#include <cstdint>

/// Any bytes as a clip file: the layout that comes back must lie within them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace porchlight;  // NOLINT(google-build-using-namespace): one function
    media::SpanReader reader(media::ByteSpan(data, size));
    const auto layout = media::read_mp4_layout(reader);
    if (!layout) {
        return 0;
    }
    PL_CHECK(layout->whole_size <= size, "whole part lies within the file");
    PL_CHECK(layout->duration() >= MediaDuration::zero(), "no negative duration");
    for (const media::Mp4Fragment& fragment : layout->fragments) {
        PL_CHECK(fragment.offset + fragment.size <= size, "fragment lies within the file");
        PL_CHECK(fragment.sequence_at + 4 <= fragment.header_size, "number lies within the moof");
        for (const media::Mp4Run& run : fragment.runs) {
            PL_CHECK(run.first_bytes == 0 || run.first_at + run.first_bytes <= fragment.size,
                     "first frame lies within the fragment");
            PL_CHECK(run.decode_time_at + run.decode_time_bytes <= fragment.header_size,
                     "time lies within the moof");
        }
    }
    if (!layout->fragments.empty()) {
        static_cast<void>(media::read_key_frame(reader, *layout, 0));
    }
    return 0;
}
