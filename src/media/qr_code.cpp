// SPDX-License-Identifier: Apache-2.0
#include "media/qr_code.hpp"

#include <ZXing/ReadBarcode.h>
#include <ZXing/ZXVersion.h>
#include <algorithm>
#include <array>
#include <cstring>
#include <qrcodegen/qrcodegen.hpp>

namespace porchlight::media {

namespace {

/// ISO/IEC 18004 section 6.3.8.
constexpr int kQuiet = 4;
constexpr int kSmallestSquare = 2;
constexpr std::uint8_t kBlack = 16;
constexpr std::uint8_t kWhite = 235;
constexpr std::uint8_t kGrey = 110;
constexpr std::uint8_t kNoColour = 128;

void fill(Picture& picture, int plane, std::uint8_t value) {
    const PlaneView view = picture.plane(plane);
    for (int row = 0; row < view.height; ++row) {
        std::memset(picture.data(plane) + static_cast<std::ptrdiff_t>(row) * picture.stride(plane),
                    value, static_cast<std::size_t>(view.width));
    }
}

/// Renamed between ZXing 1.4 (Debian 12) and 2 (Debian 13).
#if ZXING_VERSION_MAJOR >= 2
using Hints = ZXing::ReaderOptions;
#else
using Hints = ZXing::DecodeHints;
#endif

}  // namespace

Result<QrCode> make_qr_code(std::string_view text) {
    try {
        const auto made = qrcodegen::QrCode::encodeSegments(
            qrcodegen::QrSegment::makeSegments(std::string(text).c_str()),
            qrcodegen::QrCode::Ecc::MEDIUM);
        QrCode code;
        code.size = made.getSize();
        for (int row = 0; row < code.size; ++row) {
            for (int column = 0; column < code.size; ++column) {
                code.is_dark.push_back(made.getModule(column, row));
            }
        }
        return code;
    } catch (const qrcodegen::data_too_long&) {
        return Error(ErrorCode::InvalidArgument, "That is more than a QR code holds.");
    }
}

Result<Picture> paint_qr_code(const QrCode& code, PictureSize size) {
    const int squares = code.size + 2 * kQuiet;
    const int square = std::min(size.width, size.height) / squares;
    if (square < kSmallestSquare) {
        return Error(ErrorCode::InvalidArgument, "The picture is too small for that QR code.");
    }
    Picture picture(size);
    fill(picture, 0, kGrey);
    fill(picture, 1, kNoColour);
    fill(picture, 2, kNoColour);
    const int left = (size.width - squares * square) / 2;
    const int top = (size.height - squares * square) / 2;
    for (int y = 0; y < squares * square; ++y) {
        std::uint8_t* line =
            picture.data(0) + static_cast<std::ptrdiff_t>(top + y) * picture.stride(0);
        const int row = y / square - kQuiet;
        for (int x = 0; x < squares * square; ++x) {
            const int column = x / square - kQuiet;
            const bool is_within = row >= 0 && row < code.size && column >= 0 && column < code.size;
            line[left + x] = is_within && code.at(column, row) ? kBlack : kWhite;
        }
    }
    return picture;
}

std::string qr_code_text(const QrCode& code) {
    static constexpr std::array<const char*, 4> kHalves{"█", "▀", "▄", " "};
    constexpr int kTextQuiet = 2;  // terminals are dark around it
    std::string text;
    for (int row = -kTextQuiet; row < code.size + kTextQuiet; row += 2) {
        for (int column = -kTextQuiet; column < code.size + kTextQuiet; ++column) {
            const unsigned upper = code.is_dark_at(column, row) ? 2 : 0;
            const unsigned lower = code.is_dark_at(column, row + 1) ? 1 : 0;
            text += kHalves.at(upper + lower);
        }
        text += "\n";
    }
    return text;
}

std::vector<std::string> read_qr_codes(const Picture& picture) {
    const PlaneView luma = picture.plane(0);
    Hints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode);
    hints.setTryHarder(true);
    const ZXing::ImageView view(luma.data, luma.width, luma.height, ZXing::ImageFormat::Lum,
                                luma.stride);
    std::vector<std::string> texts;
    for (const auto& found : ZXing::ReadBarcodes(view, hints)) {
        if (found.isValid()) {
            texts.emplace_back(found.bytes().begin(), found.bytes().end());
        }
    }
    return texts;
}

}  // namespace porchlight::media
