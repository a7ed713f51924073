// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/encodable.hpp"

#include <algorithm>

namespace porchlight::sources::scene {
namespace {

void copy_plane(const std::vector<std::uint8_t>& from, int width, int plane, media::Picture& to) {
    const int rows = static_cast<int>(from.size()) / width;
    std::uint8_t* out = to.data(plane);
    for (int row = 0; row < rows; ++row) {
        std::copy_n(&from[YuvPicture::pixels(width, row)], width, out);
        out += to.stride(plane);
    }
}

}  // namespace

media::Picture encodable(const YuvPicture& picture, MediaTime pts) {
    media::Picture copy(PictureSize{picture.width, picture.height});
    copy_plane(picture.y, picture.width, 0, copy);
    copy_plane(picture.u, picture.width / 2, 1, copy);
    copy_plane(picture.v, picture.width / 2, 2, copy);
    copy.set_pts(pts);
    return copy;
}

}  // namespace porchlight::sources::scene
