// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/picture.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// QR codes (ISO/IEC 18004), with ZXing and qrcodegen.
namespace porchlight::media {

/// The squares of a QR code without its quiet zone, row by row from the top.
struct QrCode {
    int size = 0;               ///< Squares on each side, 21 to 177.
    std::vector<bool> is_dark;  ///< size · size of them.

    [[nodiscard]] bool at(int column, int row) const {
        const auto place = static_cast<std::ptrdiff_t>(row) * size + column;
        return is_dark.at(static_cast<std::size_t>(place));
    }
    /// The paper around it is not.
    [[nodiscard]] bool is_dark_at(int column, int row) const {
        return row >= 0 && row < size && column >= 0 && column < size && at(column, row);
    }
};

/// With medium error correction: a seventh of it may be dirty.
/// @error InvalidArgument  More than a QR code holds, about 2,300 bytes.
Result<QrCode> make_qr_code(std::string_view text);

/// A code as large as fits, black on white, with the quiet zone of four squares, in the middle of a
/// grey picture: a sheet of paper before a lens. @param size Even on both sides.
/// @error InvalidArgument  A square would be less than two pixels.
Result<Picture> paint_qr_code(const QrCode& code, PictureSize size);

/// For a terminal: two rows of squares in a line, light on dark or dark on light, with quiet zone.
[[nodiscard]] std::string qr_code_text(const QrCode& code);

/// What the codes in a picture say; empty when there are none. About 10 ms at 720p.
[[nodiscard]] std::vector<std::string> read_qr_codes(const Picture& picture);

}  // namespace porchlight::media
