// SPDX-License-Identifier: Apache-2.0
#include "sources/v4l2/m2m_setup.hpp"

#include "sources/v4l2/m2m_queue.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <linux/v4l2-controls.h>
#include <linux/videodev2.h>

namespace porchlight::sources {

namespace {

constexpr std::uint32_t kPicturesIn = V4L2_BUF_TYPE_VIDEO_OUTPUT_MPLANE;
constexpr std::uint32_t kPacketsOut = V4L2_BUF_TYPE_VIDEO_CAPTURE_MPLANE;
constexpr int kLargestSide = 8192;

/// The device as it is spoken to.
struct Device {
    hal::DeviceCalls& calls;
    int fd;
    const std::string& path;

    int control(std::uint64_t request, void* argument) const {
        return control_video(calls, fd, request, argument);
    }
    [[nodiscard]] Error unsupported(const std::string& why) const {
        return {ErrorCode::Unsupported, path + " " + why};
    }
};

v4l2_format format_of(std::uint32_t type, std::uint32_t pixels, PictureSize size) {
    v4l2_format format{};
    format.type = type;
    format.fmt.pix_mp.pixelformat = pixels;
    format.fmt.pix_mp.width = static_cast<std::uint32_t>(size.width);
    format.fmt.pix_mp.height = static_cast<std::uint32_t>(size.height);
    format.fmt.pix_mp.field = V4L2_FIELD_NONE;
    format.fmt.pix_mp.colorspace = V4L2_COLORSPACE_REC709;
    format.fmt.pix_mp.num_planes = 1;
    return format;
}

Result<> set_coded_format(const Device& device, PictureSize size) {
    v4l2_format format = format_of(kPacketsOut, V4L2_PIX_FMT_H264, size);
    // A packet is never larger than its picture; some drivers take this as the buffer's size.
    format.fmt.pix_mp.plane_fmt[0].sizeimage =
        static_cast<std::uint32_t>(size.width) * static_cast<std::uint32_t>(size.height) * 3 / 2;
    const int error = device.control(VIDIOC_S_FMT, &format);
    if (error == -ENOTTY || error == -EINVAL ||
        (error >= 0 && format.fmt.pix_mp.pixelformat != V4L2_PIX_FMT_H264)) {
        return device.unsupported("makes no H.264");
    }
    return error < 0 ? Result<>(video_error(error, device.path, "set up")) : Result<>();
}

/// The layout that the device made of our wish, if we can fill it.
Result<RawLayout> check_raw_format(const Device& device, const v4l2_format& format,
                                   PictureSize size) {
    const v4l2_pix_format_mplane& raw = format.fmt.pix_mp;
    const bool is_known =
        raw.pixelformat == V4L2_PIX_FMT_YUV420 || raw.pixelformat == V4L2_PIX_FMT_NV12;
    if (!is_known || raw.num_planes != 1) {
        return device.unsupported("takes no pictures of the kind that we have (YU12 or NV12)");
    }
    const std::uint32_t stride = raw.plane_fmt[0].bytesperline;
    const RawLayout layout{raw.pixelformat, static_cast<int>(std::min(stride, 0x10000U)),
                           static_cast<int>(std::min(raw.height, 0x10000U))};
    const bool fits = layout.stride >= size.width && layout.stride <= 2 * kLargestSide &&
                      layout.stride % 2 == 0 && layout.rows >= size.height &&
                      layout.rows <= 2 * kLargestSide && layout.rows % 2 == 0;
    if (!fits) {
        return device.unsupported("does not take pictures of " + std::to_string(size.width) + "x" +
                                  std::to_string(size.height));
    }
    return layout;
}

Result<RawLayout> set_raw_format(const Device& device, PictureSize size) {
    v4l2_format format = format_of(kPicturesIn, V4L2_PIX_FMT_YUV420, size);
    format.fmt.pix_mp.plane_fmt[0].bytesperline = static_cast<std::uint32_t>(size.width);
    if (const int error = device.control(VIDIOC_S_FMT, &format); error < 0) {
        return video_error(error, device.path, "set up");
    }
    return check_raw_format(device, format, size);
}

/// Where the chip rounds a picture up, only this part of it is meant.
Result<> set_visible_part(const Device& device, PictureSize size, const RawLayout& layout) {
    v4l2_selection selection{};
    selection.type = V4L2_BUF_TYPE_VIDEO_OUTPUT;
    selection.target = V4L2_SEL_TGT_CROP;
    selection.r.width = static_cast<std::uint32_t>(size.width);
    selection.r.height = static_cast<std::uint32_t>(size.height);
    const int error = device.control(VIDIOC_S_SELECTION, &selection);
    if (error < 0 && layout.rows != size.height) {
        return video_error(error, device.path, "set up");
    }
    return {};
}

/// For its rate control; a device that has none needs no rate.
void set_frame_rate(const Device& device, double rate) {
    constexpr std::uint32_t kParts = 1000;
    v4l2_streamparm parameters{};
    parameters.type = kPicturesIn;
    parameters.parm.output.timeperframe.numerator = kParts;
    parameters.parm.output.timeperframe.denominator =
        static_cast<std::uint32_t>(std::lround(std::max(rate, 1.0) * kParts));
    device.control(VIDIOC_S_PARM, &parameters);
}

struct Control {
    std::uint32_t id;
    std::int32_t value;
};

Result<> set_controls(const Device& device, const media::EncoderSettings& settings) {
    v4l2_control rate{V4L2_CID_MPEG_VIDEO_BITRATE, static_cast<std::int32_t>(settings.bit_rate)};
    if (const int error = device.control(VIDIOC_S_CTRL, &rate); error < 0) {
        return video_error(error, device.path, "set the bit rate of");
    }
    const std::array<Control, 8> wishes{{
        {V4L2_CID_MPEG_VIDEO_BITRATE_MODE, V4L2_MPEG_VIDEO_BITRATE_MODE_VBR},
        {V4L2_CID_MPEG_VIDEO_B_FRAMES, 0},
        // Two names of the same: the chips know one or the other.
        {V4L2_CID_MPEG_VIDEO_GOP_SIZE, settings.key_frame_interval},
        {V4L2_CID_MPEG_VIDEO_H264_I_PERIOD, settings.key_frame_interval},
        {V4L2_CID_MPEG_VIDEO_HEADER_MODE, V4L2_MPEG_VIDEO_HEADER_MODE_JOINED_WITH_1ST_FRAME},
        {V4L2_CID_MPEG_VIDEO_REPEAT_SEQ_HEADER, 1},
        {V4L2_CID_MPEG_VIDEO_H264_PROFILE, V4L2_MPEG_VIDEO_H264_PROFILE_HIGH},
        {V4L2_CID_MPEG_VIDEO_H264_LEVEL, V4L2_MPEG_VIDEO_H264_LEVEL_4_0},
    }};
    for (const Control& wish : wishes) {
        v4l2_control control{wish.id, wish.value};
        device.control(VIDIOC_S_CTRL, &control);
    }
    return {};
}

void copy_rows(const media::PlaneView& plane, int stride, std::uint8_t* to) {
    for (int row = 0; row < plane.height; ++row) {
        const std::uint8_t* from = plane.data + static_cast<std::ptrdiff_t>(row) * plane.stride;
        std::copy_n(from, plane.width, to + static_cast<std::ptrdiff_t>(row) * stride);
    }
}

/// Both chroma planes into one, a sample of each in turn.
void interleave(const media::PlaneView& u, const media::PlaneView& v, int stride,
                std::uint8_t* to) {
    for (int row = 0; row < u.height; ++row) {
        const std::uint8_t* first = u.data + static_cast<std::ptrdiff_t>(row) * u.stride;
        const std::uint8_t* second = v.data + static_cast<std::ptrdiff_t>(row) * v.stride;
        std::uint8_t* out = to + static_cast<std::ptrdiff_t>(row) * stride;
        for (int column = 0; column < u.width; ++column) {
            *out++ = first[column];
            *out++ = second[column];
        }
    }
}

}  // namespace

void lay_out(const media::Picture& picture, const RawLayout& layout, std::span<std::uint8_t> to) {
    const std::ptrdiff_t luma = static_cast<std::ptrdiff_t>(layout.stride) * layout.rows;
    std::uint8_t* const chroma = to.data() + luma;
    copy_rows(picture.plane(0), layout.stride, to.data());
    if (layout.format == V4L2_PIX_FMT_NV12) {
        interleave(picture.plane(1), picture.plane(2), layout.stride, chroma);
        return;
    }
    copy_rows(picture.plane(1), layout.stride / 2, chroma);
    copy_rows(picture.plane(2), layout.stride / 2, chroma + luma / 4);
}

Result<RawLayout> set_up_encoder(hal::DeviceCalls& calls, int fd, const std::string& path,
                                 const media::EncoderSettings& settings) {
    const Device device{calls, fd, path};
    if (!gives_h264(calls, fd)) {
        return device.unsupported("is no H.264 encoder");
    }
    // The order is the kernel's: what comes out decides what may go in.
    PL_TRY_VOID(set_coded_format(device, settings.size));
    PL_TRY(const RawLayout layout, set_raw_format(device, settings.size));
    PL_TRY_VOID(set_visible_part(device, settings.size, layout));
    set_frame_rate(device, settings.frame_rate);
    PL_TRY_VOID(set_controls(device, settings));
    return layout;
}

bool gives_h264(hal::DeviceCalls& calls, int fd) {
    v4l2_capability capability{};
    if (control_video(calls, fd, VIDIOC_QUERYCAP, &capability) < 0) {
        return false;
    }
    const std::uint32_t can = (capability.capabilities & V4L2_CAP_DEVICE_CAPS) != 0
                                  ? capability.device_caps
                                  : capability.capabilities;
    constexpr std::uint32_t kNeeded = V4L2_CAP_VIDEO_M2M_MPLANE | V4L2_CAP_STREAMING;
    if ((can & kNeeded) != kNeeded) {
        return false;
    }
    constexpr std::uint32_t kMostFormats = 64;
    for (std::uint32_t index = 0; index < kMostFormats; ++index) {
        v4l2_fmtdesc format{};
        format.index = index;
        format.type = kPacketsOut;
        if (control_video(calls, fd, VIDIOC_ENUM_FMT, &format) < 0) {
            return false;
        }
        if (format.pixelformat == V4L2_PIX_FMT_H264) {
            return true;
        }
    }
    return false;
}

}  // namespace porchlight::sources
