// SPDX-License-Identifier: Apache-2.0
#include "net/http/fetch.hpp"

#include "net/server_stream.hpp"
#include "rt/deadline.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <fmt/format.h>

#include <array>
#include <utility>

namespace porchlight::net::http {
namespace {

namespace beast = boost::beast;

constexpr std::size_t kLargest = 64U << 10U;

/// Takes bytes as they come until the answer is whole.
class PageReader {
  public:
    PageReader() {
        parser_.body_limit(kLargest);
        parser_.eager(true);
    }

    /// @return Whether it is whole. @error Corrupt
    Result<bool> take(std::string_view bytes) {
        pending_.append(bytes);
        boost::system::error_code error;
        while (!pending_.empty() && !parser_.is_done()) {
            const std::size_t used = parser_.put(boost::asio::buffer(pending_), error);
            pending_.erase(0, used);
            if (error == beast::http::error::need_more || (!error && used == 0)) {
                break;
            }
            if (error) {
                return Error(ErrorCode::Corrupt, "no HTTP: " + error.message());
            }
        }
        return parser_.is_done();
    }
    /// What came, when no more will come. @error Corrupt
    Result<Page> finish() {
        boost::system::error_code error;
        if (parser_.got_some() && !parser_.is_done()) {
            parser_.put_eof(error);
        }
        if (error || !parser_.is_header_done()) {
            return Error(ErrorCode::Corrupt, "the answer is not whole");
        }
        const auto& answer = parser_.get();
        return Page{static_cast<int>(answer.result_int()),
                    std::string(answer[beast::http::field::location]), answer.body(),
                    std::string(answer[beast::http::field::retry_after])};
    }

  private:
    beast::http::response_parser<beast::http::string_body> parser_;
    std::string pending_;
};

std::string request_text(const Errand& errand) {
    const std::string& host = errand.host.empty() ? errand.address : errand.host;
    std::string text =
        fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nUser-Agent: Porchlight\r\n",
                    errand.body.empty() ? "GET" : "POST", errand.path, host);
    if (!errand.body.empty()) {
        text += fmt::format("Content-Type: {}\r\nContent-Length: {}\r\n", errand.type,
                            errand.body.size());
    }
    for (const auto& [name, value] : errand.headers.fields()) {
        text += fmt::format("{}: {}\r\n", name, value);
    }
    return text + "\r\n" + errand.body;
}

rt::Task<std::unique_ptr<Stream>> connect_for(Errand errand) {
    if (errand.security == Security::Tls) {
        return connect_to_server(
            {errand.address, errand.port, errand.limit, errand.authority_pem, errand.may_reach});
    }
    ConnectTarget target;
    target.host = errand.address;
    target.port = errand.port;
    target.limit = errand.limit;
    return connect(std::move(target));
}

rt::Task<Page> exchange(Errand errand) {
    auto connecting = connect_for(errand);
    PL_CO_TRY(const auto stream, co_await std::move(connecting));
    auto writing = stream->write(request_text(errand));
    PL_CO_TRY_VOID(co_await std::move(writing));
    PageReader reader;
    std::array<std::uint8_t, 4096> bytes{};
    for (std::size_t total = 0; total <= kLargest;) {
        auto reading = stream->read_some(bytes);
        const auto size = co_await std::move(reading);
        if (!size) {
            co_return reader.finish();
        }
        total += *size;
        PL_CO_TRY(const bool is_whole,
                  reader.take({reinterpret_cast<const char*>(bytes.data()), *size}));
        if (is_whole) {
            co_return reader.finish();
        }
    }
    co_return Error(ErrorCode::Corrupt, "the page is larger than it may be");
}

}  // namespace

Result<Page> parse_page(std::string_view bytes) {
    PageReader reader;
    PL_TRY_VOID(reader.take(bytes));
    return reader.finish();
}

rt::Task<Page> fetch(Errand errand) {
    const auto limit = errand.limit;
    auto what = "ask " + errand.address;
    auto asking = rt::with_deadline(exchange(std::move(errand)), limit, std::move(what));
    co_return co_await std::move(asking);
}

}  // namespace porchlight::net::http
