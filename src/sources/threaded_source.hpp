// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "sources/source.hpp"

#include <functional>
#include <memory>
#include <string>

namespace porchlight::sources {

/// Something that yields packets by blocking: a file, a capture device, libavformat. Used on a
/// thread of its own.
class BlockingReader {
  public:
    BlockingReader() = default;
    BlockingReader(const BlockingReader&) = delete;
    BlockingReader& operator=(const BlockingReader&) = delete;
    BlockingReader(BlockingReader&&) = delete;
    BlockingReader& operator=(BlockingReader&&) = delete;
    virtual ~BlockingReader() = default;

    /// Called once, first. Errors as Source::run.
    virtual Result<StreamDescription> open() = 0;
    /// The next packet, when it is due. `arrived` and `wall` are filled in by the caller.
    virtual Result<media::Packet> next() = 0;
    /// What `open` said, brought up to date by the packets since.
    [[nodiscard]] virtual StreamDescription description() const = 0;
    /// Makes a blocked call return soon with Cancelled. From any thread.
    virtual void interrupt() = 0;
    /// As Source::ask_for_key_frame. From any thread.
    virtual void ask_for_key_frame() {}
};

/// A source on a thread of its own, for what can only block. The reader's packets cross to the
/// sink's executor through a bounded channel; when that is full (the hub is stuck) video is dropped
/// up to the next key frame.
class ThreadedSource final : public Source {
  public:
    using MakeReader = std::function<std::unique_ptr<BlockingReader>()>;

    /// @param name The thread's name, at most 15 characters.   @param clock Outlives the source.
    ThreadedSource(std::string name, const Clock& clock, MakeReader make_reader);

    rt::Task<> run(PacketSink* sink) override;
    void ask_for_key_frame() override;

  private:
    class ReaderThread;

    std::string name_;
    const Clock& clock_;
    MakeReader make_reader_;
    ReaderThread* running_ = nullptr;
};

}  // namespace porchlight::sources
