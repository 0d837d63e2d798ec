// A command's options and the words between them, read with getopt_long.
//
// Plain values; parsing is for one thread. Invariant: what was read holds only options that the command has.
#pragma once

#include "app/worker/commands.h"

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace tandem::worker {

/// The person asked for something that the command line itself rules out: exit 2.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct Option {
    const char* name;  ///< without its dashes
    bool takesValue = true;
};

class Options {
public:
    /// Options may stand anywhere. Throws UsageError for one that is unknown or lacks its value.
    Options(Arguments arguments, const std::vector<Option>& known);

    [[nodiscard]] bool has(const std::string& name) const;
    /// The last one given.
    [[nodiscard]] std::optional<std::string> value(const std::string& name) const;
    [[nodiscard]] std::vector<std::string> values(const std::string& name) const;
    /// The one word that there must be. what: "the folder of a plan". Throws UsageError.
    [[nodiscard]] const std::string& onlyWord(const std::string& what) const;
    /// Throws UsageError when there are words.
    void requireNoWords() const;

private:
    std::vector<std::pair<std::string, std::string>> m_given;
    std::vector<std::string> m_words;
};

}  // namespace tandem::worker
