// What every command of tandem-cli shares: where results go, how progress is shown, how Ctrl-C stops work.
//
// One per process, on the main thread. Invariant: with --json, standard output holds one JSON document and nothing
// else.
#pragma once

#include "core/base/progress.h"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace tandem::cli {

/// The person asked for something that the command line itself rules out: exit 2.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct CommandLine {
    bool json = false;             ///< --json: results for machines
    std::stop_token stop;          ///< of Ctrl-C
    std::function<void()> action;  ///< the chosen command, set while parsing

    /// A line for the person on standard output; dropped with --json.
    void say(std::string_view line) const;
    /// The result for machines, printed as a document; dropped without --json.
    void answer(const nlohmann::ordered_json& document) const;
};

/// Adds a subcommand whose --help ends with the examples (without the program's name, one a line).
CLI::App* addCommand(CLI::App& app, const std::string& name, const std::string& description,
                     const std::vector<std::string>& examples);

/// Rows of text with aligned columns; the first row is the heading. Numbers are aligned right.
[[nodiscard]] std::string tableText(const std::vector<std::vector<std::string>>& rows);

/// The text as a shell takes it for one word: as it is, or in quotation marks.
[[nodiscard]] std::string shellWord(const std::string& text);

/// Splits at commas and drops empty parts.
[[nodiscard]] std::vector<std::string> splitAtCommas(const std::string& text);

}  // namespace tandem::cli
