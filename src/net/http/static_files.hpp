// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/http/message.hpp"

#include <memory>
#include <string>

namespace porchlight::net::http {

/// Adds the headers that keep a page from being framed, sniffed or made to load anything from
/// elsewhere. Fields that the response has already stay.
void add_security_headers(Response& response);

/// The files of a web app in one folder.
///
/// Addresses without a file name ("/timeline") get index.html, since the app routes them itself.
/// Files under /assets/ carry a hash of their content in their name and may be cached for ever.
/// "x.js.gz" beside "x.js" is sent to browsers that take gzip. Nothing outside the folder is
/// reachable, by ".." or by links. Thread-safe; reads the file's state, not its content.
class StaticFiles {
  public:
    /// @error NotFound  There is no such folder.
    static Result<StaticFiles> create(const std::string& folder);

    /// 200, 206, 304, 404, or 405 for methods other than GET and HEAD.
    [[nodiscard]] Response answer(const Request& request) const;

  private:
    explicit StaticFiles(UniqueFd folder);
    std::shared_ptr<const UniqueFd> folder_;
};

}  // namespace porchlight::net::http
