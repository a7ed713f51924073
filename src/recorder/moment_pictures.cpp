// SPDX-License-Identifier: Apache-2.0
#include "recorder/moment_pictures.hpp"

#include "media/jpeg.hpp"
#include "media/video_decoder.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::recorder {

namespace {

Bytes size_of(const MomentPictures::Jpeg& jpeg) {
    return Bytes(static_cast<std::int64_t>(jpeg->size()));
}

}  // namespace

Result<MomentPictures::Jpeg> MomentPictures::at(const store::Clip& clip, Microseconds moment) {
    PL_TRY(const auto reader, media::FileReader::open(folder_ + "/" + clip.path));
    PL_TRY(const Layout layout, layout_of(clip, *reader));
    const std::size_t fragment = layout->key_fragment_at(moment);
    if (auto known = find(clip.id, fragment)) {
        return std::move(*known);
    }
    const auto& coding = layout->coding;
    if (!coding) {
        return Error(ErrorCode::Unsupported, "This clip's video cannot be decoded.");
    }
    PL_TRY(const media::Packet frame, media::read_key_frame(*reader, *layout, fragment));
    // A key frame needs no other, so what analysis leaves out adds up to nothing.
    PL_TRY(const auto picture,
           media::decode_key_frame(*coding, frame, media::DecodeQuality::Analysis));
    PL_TRY(auto bytes, media::encode_jpeg(picture, kWidth));
    auto jpeg = std::make_shared<const media::ByteVector>(std::move(bytes));
    keep({clip.id, fragment, jpeg});
    return jpeg;
}

Result<MomentPictures::Layout> MomentPictures::layout_of(const store::Clip& clip,
                                                         media::ByteReader& reader) {
    {
        const std::lock_guard lock(mutex_);
        const auto found = std::ranges::find(layouts_, clip.id, &Known::clip);
        if (found != layouts_.end()) {
            layouts_.splice(layouts_.begin(), layouts_, found);
            return found->layout;
        }
    }
    PL_TRY(auto read, media::read_mp4_layout(reader));
    auto layout = std::make_shared<const media::Mp4Layout>(std::move(read));
    if (clip.end) {  // an unfinished clip still grows
        const std::lock_guard lock(mutex_);
        layouts_.push_front({clip.id, layout});
        if (layouts_.size() > kMostLayouts) {
            layouts_.pop_back();
        }
    }
    return layout;
}

std::optional<MomentPictures::Jpeg> MomentPictures::find(ClipId clip, std::size_t fragment) {
    const std::lock_guard lock(mutex_);
    const auto found = std::ranges::find_if(pictures_, [&](const Picture& picture) {
        return picture.clip == clip && picture.fragment == fragment;
    });
    if (found == pictures_.end()) {
        return std::nullopt;
    }
    pictures_.splice(pictures_.begin(), pictures_, found);
    return found->jpeg;
}

void MomentPictures::keep(Picture picture) {
    const std::lock_guard lock(mutex_);
    kept_ += size_of(picture.jpeg);
    pictures_.push_front(std::move(picture));
    while (kept_ > kMostKept) {
        kept_ -= size_of(pictures_.back().jpeg);
        pictures_.pop_back();
    }
}

Bytes MomentPictures::kept() const {
    const std::lock_guard lock(mutex_);
    return kept_;
}

}  // namespace porchlight::recorder
