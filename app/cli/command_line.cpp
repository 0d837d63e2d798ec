#include "app/cli/command_line.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <sstream>

namespace tandem::cli {
namespace {

/// Columns that a text takes on a terminal: bytes less UTF-8 continuation bytes.
std::size_t widthOf(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

bool looksNumeric(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789.+-% (/)") == std::string_view::npos;
}

}  // namespace

void CommandLine::say(std::string_view line) const {
    if (!json) {
        std::cout << line << '\n' << std::flush;
    }
}

void CommandLine::answer(const nlohmann::ordered_json& document) const {
    if (json) {
        using Handler = nlohmann::ordered_json::error_handler_t;
        std::cout << document.dump(2, ' ', false, Handler::replace) << '\n' << std::flush;
    }
}

CLI::App* addCommand(CLI::App& app, const std::string& name, const std::string& description,
                     const std::vector<std::string>& examples) {
    CLI::App* command = app.add_subcommand(name, description);
    std::string footer = "Examples:";
    for (const std::string& example : examples) {
        footer += "\n  tandem-cli " + example;
    }
    command->footer(footer);
    return command;
}

std::string tableText(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    std::vector<bool> numeric;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        widths.resize(std::max(widths.size(), rows[row].size()), 0);
        numeric.resize(widths.size(), true);
        for (std::size_t column = 0; column < rows[row].size(); ++column) {
            const std::string& cell = rows[row][column];
            widths[column] = std::max(widths[column], widthOf(cell));
            numeric[column] = numeric[column] && (row == 0 || looksNumeric(cell) || cell == "-");
        }
    }
    std::ostringstream text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t column = 0; column < row.size(); ++column) {
            const std::string fill(widths[column] - widthOf(row[column]), ' ');
            line += (column > 0 ? "  " : "") + (numeric[column] ? fill + row[column] : row[column] + fill);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text << line << '\n';
    }
    return text.str();
}

std::string shellWord(const std::string& text) {
    constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:@%+=,";
    if (!text.empty() && text.find_first_not_of(kPlain) == std::string::npos) {
        return text;
    }
    std::string quoted = "'";
    for (const char one : text) {
        quoted += one == '\'' ? std::string("'\\''") : std::string(1, one);
    }
    return quoted + "'";
}

std::vector<std::string> splitAtCommas(const std::string& text) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, ',');) {
        if (!part.empty()) {
            parts.push_back(part);
        }
    }
    return parts;
}

}  // namespace tandem::cli
