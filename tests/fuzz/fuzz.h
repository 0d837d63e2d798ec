// Gives readers files that were changed at random, and fails when one does anything but read or refuse them.
//
// A target crashes nothing, throws tandem::Error alone, ends within ten seconds and asks for no memory that the size of
// its input cannot justify.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace tandem {

struct FuzzTarget {
    const char* name;
    std::vector<std::string> (*seeds)();     ///< small and good inputs, made here
    void (*take)(const std::string& input);  ///< may throw Error
    bool mayRefuseSeeds = false;             ///< where they are no whole inputs
};

/// For the files of this process, in memory where the system has such; removed at its end.
[[nodiscard]] const std::filesystem::path& fuzzFolder();

/// PROGRAM [--seconds N] [--seed N] [--runs N] [TARGET...]: so long for each of the targets, or of all. Exit 0 when
/// none failed, 1 else, with the input's file named.
int fuzz(std::span<const FuzzTarget> targets, int count, char** arguments);

}  // namespace tandem
