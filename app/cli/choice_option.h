// A choice on the command line: --help lists its texts, others are refused by name.
#pragma once

#include "core/base/choice.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace tandem::cli {

/// value: where the choice goes; what it holds before is the default.
template <Choice E>
CLI::Option* addChoice(CLI::App& command, const std::string& name, E& value, const std::string& description) {
    return command
        .add_option_function<std::string>(
            name, [&value](const std::string& text) { value = choiceNamed<E>(text).value(); }, description)
        ->check(CLI::IsMember(std::vector<std::string>(kChoiceTexts<E>.begin(), kChoiceTexts<E>.end())))
        ->default_str(std::string(nameOf(value)));
}

}  // namespace tandem::cli
