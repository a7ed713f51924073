// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/drivers/device_calls.hpp"
#include "media/video_encoder.hpp"

#include <cstdint>
#include <deque>
#include <linux/videodev2.h>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace porchlight::sources {

/// Answers as a kernel with a camera at /dev/video0 and a Raspberry Pi's encoder at /dev/video11
/// does. The encoder is x264 behind the chip's manners: rows of 32 bytes, pictures of 16 rows, a
/// delay, parameter sets in the stream. Its buffers are memory that is really mapped. Thread-safe.
/// @source drivers/staging/vc04_services/bcm2835-codec/bcm2835-v4l2-codec.c of Raspberry Pi's 6.1
class ScriptedEncoder final : public hal::DeviceCalls {
  public:
    /// How the chip is; set before it is opened, but for what goes wrong in the middle.
    struct Manners {
        std::uint32_t raw = V4L2_PIX_FMT_YUV420;
        std::size_t delay = 1;  ///< Pictures that it holds before it gives a packet.
        bool has_own_header_buffer = false;
        bool is_camera = false;
        bool knows_drain = true;
        std::uint32_t buffer_size = 0;  ///< Of pictures; 0: as it should be.
        int left_out = -1;              ///< This picture gives no packet.
        int damaged = -1;               ///< This one's packet is marked as damaged.
        bool hangs = false;
        bool is_gone = false;
        bool returns_foreign_buffer = false;
        int open_error = 0;  ///< errno
    };
    Manners manners;

    Result<UniqueFd> open(const std::string& path, int flags) override;
    int control(int fd, std::uint64_t request, void* argument) override;
    int wait(int fd, std::int16_t events, std::chrono::milliseconds limit) override;

    /// What was asked of the encoder, in order.
    [[nodiscard]] std::vector<std::uint64_t> requests() const;
    /// A control that was set.
    [[nodiscard]] std::optional<std::int32_t> control_of(std::uint32_t id) const;
    /// The most pictures it ever had at a time.
    [[nodiscard]] std::size_t most_pictures() const;
    void set_gone();
    /// Unplugs it while it has this picture.
    void set_gone_after(int pictures);

  private:
    struct Given {
        std::uint32_t index = 0;
        std::uint32_t bytes = 0;
        timeval time{};
        std::uint32_t flags = 0;
    };
    struct Queue {
        std::uint32_t count = 0;
        std::uint32_t size = 0;
        std::uint32_t offset = 0;
        bool is_on = false;
        std::deque<Given> given;
        std::deque<Given> done;
    };

    /// The device's memory, mapped for itself.
    struct Memory {
        explicit Memory(std::span<std::uint8_t> mapped) : bytes(mapped) {}
        ~Memory();
        Memory(const Memory&) = delete;
        Memory& operator=(const Memory&) = delete;
        Memory(Memory&&) = delete;
        Memory& operator=(Memory&&) = delete;
        std::span<std::uint8_t> bytes;
    };

    int answer(std::uint64_t request, void* argument);
    int describe(v4l2_capability& capability) const;
    int set_format(v4l2_format& format);
    int set_control(const v4l2_control& control);
    int make_buffers(v4l2_requestbuffers& request);
    int query(v4l2_buffer& buffer);
    int give(const v4l2_buffer& buffer);
    int take(v4l2_buffer& buffer);
    int set_streaming(std::uint32_t type, bool on);
    int stop(const v4l2_encoder_cmd& command);
    void work();
    void encode(const Given& picture);
    void put_out(const media::ByteVector& bytes, const Given& of, std::uint32_t flags);
    media::Picture read_picture(const Given& given);
    [[nodiscard]] std::span<std::uint8_t> memory(const Queue& queue, std::uint32_t index) const;
    Queue& queue(std::uint32_t type) {
        return type == V4L2_BUF_TYPE_VIDEO_OUTPUT_MPLANE ? in_ : out_;
    }

    mutable std::mutex mutex_;
    int fd_ = -1;
    std::vector<std::uint64_t> requests_;
    std::map<std::uint32_t, std::int32_t> controls_;
    PictureSize size_;
    int stride_ = 0;
    int rows_ = 0;
    double rate_ = 0;
    Queue in_;
    Queue out_;
    std::unique_ptr<Memory> memory_;
    std::unique_ptr<media::VideoEncoder> x264_;
    int pictures_ = 0;
    int last_picture_ = -1;
    std::size_t most_pictures_ = 0;
    bool wants_key_frame_ = false;
    bool is_stopping_ = false;
    bool is_last_out_ = false;
};

}  // namespace porchlight::sources
