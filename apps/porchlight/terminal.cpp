// SPDX-License-Identifier: Apache-2.0
#include "porchlight/terminal.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <poll.h>
#include <unistd.h>

namespace porchlight::app {

namespace {

constexpr std::chrono::milliseconds kFrameEvery{100};
constexpr char kCtrlC = 3;
constexpr char kCtrlD = 4;
constexpr char kBackspace = 8;
constexpr char kDelete = 127;
constexpr char kEscape = 27;

/// Takes the last letter off, all bytes of it.
void rub_out(std::string& line) {
    const auto is_middle = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    while (!line.empty() && is_middle(line.back())) {
        line.pop_back();
    }
    if (!line.empty()) {
        line.pop_back();
    }
}

/// Adds what was typed up to a line's end. @return Where that is; all of it if there is none.
std::size_t take(const std::string& typed, std::string& line) {
    const auto end =
        std::ranges::find_if(typed, [](char c) { return c == '\n' || c == '\r' || c == kCtrlC; });
    line.append(typed.begin(), end);
    return static_cast<std::size_t>(end - typed.begin());
}

}  // namespace

Terminal::Terminal(const Clock& clock) : clock_(clock) {
    is_live_ = ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1 &&
               ::tcgetattr(STDIN_FILENO, &before_) == 0;
    if (is_live_) {
        termios keys = before_;
        keys.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO | ISIG);
        keys.c_cc[VMIN] = 1;
        keys.c_cc[VTIME] = 0;
        ::tcsetattr(STDIN_FILENO, TCSANOW, &keys);
    }
}

Terminal::~Terminal() {
    if (is_live_) {
        ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
    }
}

void Terminal::print(std::string_view text) {
    fmt::print("{}", text);
    std::fflush(stdout);
}

Terminal::Key Terminal::key(std::chrono::milliseconds limit, std::string& text) {
    pollfd waiting{STDIN_FILENO, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(limit.count())) <= 0) {
        return Key::None;
    }
    std::array<char, 64> bytes{};
    const ssize_t count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    if (count <= 0 || bytes[0] == kCtrlC || bytes[0] == kCtrlD) {
        return Key::Leave;
    }
    if (bytes[0] == '\n' || bytes[0] == '\r') {
        return Key::Enter;
    }
    if (bytes[0] == kBackspace || bytes[0] == kDelete) {
        return Key::Rubout;
    }
    if (bytes[0] == kEscape) {
        return Key::None;  // an arrow or the like
    }
    text.assign(bytes.data(), static_cast<std::size_t>(count));
    return Key::Text;
}

std::optional<std::string> Terminal::line_of_pipe() {
    std::array<char, 4096> bytes{};
    std::size_t end = ahead_.find('\n');
    while (end == std::string::npos) {
        const ssize_t count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
        if (count <= 0) {
            break;
        }
        ahead_.append(bytes.data(), static_cast<std::size_t>(count));
        end = ahead_.find('\n');
    }
    if (ahead_.empty()) {
        return std::nullopt;
    }
    std::string line = ahead_.substr(0, end);
    ahead_.erase(0, end == std::string::npos ? ahead_.size() : end + 1);
    return line;
}

std::optional<std::string> Terminal::ask(std::string_view prompt, const Frame& above) {
    const auto drawn_at = [&above](Microseconds since) {
        return above ? above(since) : std::string();
    };
    if (!is_live_) {
        print(drawn_at(Microseconds(0)) + std::string(prompt));
        auto line = line_of_pipe();
        print(line.value_or("") + "\n");
        return line;
    }
    const MonotonicTime start = clock_.monotonic_now();
    std::string frame = drawn_at(Microseconds(0));
    const auto lines = std::ranges::count(frame, '\n');
    print(frame + std::string(prompt));
    std::string line;
    for (;;) {
        std::string typed;
        switch (key(kFrameEvery, typed)) {
            case Key::None:
                break;
            case Key::Leave:
                print("\n");
                return std::nullopt;
            case Key::Enter:
                print("\n");
                return line;
            case Key::Rubout:
                rub_out(line);
                break;
            case Key::Text:
                if (const std::size_t end = take(typed, line); end < typed.size()) {
                    print(typed + "\n");
                    return typed[end] == kCtrlC ? std::nullopt : std::optional(line);
                }
                break;
        }
        std::string drawn = "\r\x1b[K";
        if (lines > 0) {
            frame = drawn_at(clock_.monotonic_now() - start);
            drawn = fmt::format("\r\x1b[{}A{}\x1b[K", lines, frame);
        }
        print(fmt::format("{}{}{}", drawn, prompt, line));
    }
}

std::optional<std::vector<Microseconds>> Terminal::tap_along(std::string_view what,
                                                             std::chrono::seconds time) {
    std::vector<Microseconds> taps;
    const MonotonicTime start = clock_.monotonic_now();
    Microseconds since{0};
    while (is_live_ && since < time) {
        print(fmt::format("\r\x1b[K{}: {} s  {}", what,
                          std::chrono::ceil<std::chrono::seconds>(time - since).count(),
                          std::string(taps.size(), '*')));
        std::string typed;
        const Key pressed = key(kFrameEvery, typed);
        since = clock_.monotonic_now() - start;
        if (pressed == Key::Leave) {
            print("\n");
            return std::nullopt;
        }
        if (pressed != Key::None) {
            taps.push_back(since);
        }
    }
    print("\n");
    return taps;
}

bool Terminal::count_down(std::string_view what, std::chrono::seconds time) {
    if (!is_live_) {
        print(fmt::format("{}: {} s\n", what, time.count()));
        return true;
    }
    const MonotonicTime end = clock_.monotonic_now() + time;
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::seconds>(end - clock_.monotonic_now());
        if (left <= std::chrono::seconds(0)) {
            print(fmt::format("\r\x1b[K{}: now!\a\n", what));
            return true;
        }
        print(fmt::format("\r\x1b[K{}: {} s  (Enter ends it, q leaves)", what, left.count()));
        std::string typed;
        const Key pressed = key(kFrameEvery, typed);
        if (pressed == Key::Enter || pressed == Key::Leave || typed == "q") {
            print("\n");
            return pressed == Key::Enter;
        }
    }
}

}  // namespace porchlight::app
