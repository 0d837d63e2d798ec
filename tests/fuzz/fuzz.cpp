#include "tests/fuzz/fuzz.h"

#include "core/base/error.h"
#include "tests/fuzz/mutation.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <new>
#include <string_view>

namespace {

std::atomic<std::size_t> largestRequest{0};

void* requested(std::size_t bytes) {
    std::size_t before = largestRequest.load(std::memory_order_relaxed);
    while (before < bytes && !largestRequest.compare_exchange_weak(before, bytes, std::memory_order_relaxed)) {
    }
    if (void* memory = std::malloc(bytes > 0 ? bytes : 1)) {
        return memory;
    }
    throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t bytes) {
    return requested(bytes);
}
void* operator new[](std::size_t bytes) {
    return requested(bytes);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace tandem {
namespace {

using Clock = std::chrono::steady_clock;

constexpr unsigned kLongestSeconds = 10;
/// Blocks that readers always have, and as much as deflate can pack into an input, a float for each of its bytes.
constexpr std::size_t kAlways = std::size_t{32} << 20;
constexpr std::size_t kForByte = 1032 * 8;

struct Options {
    double seconds = 2;
    std::uint64_t seed = 1;
    std::uint64_t runs = 0;  ///< at most; 0: as many as there is time for
    std::vector<std::string_view> targets;
};

template <class Number>
bool read(std::string_view text, Number& number) {
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    return failure == std::errc{} && end == text.data() + text.size();
}

bool parse(std::span<char*> arguments, Options& options) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view word = arguments[i];
        if (!word.starts_with("--")) {
            options.targets.push_back(word);
            continue;
        }
        const std::string_view value = ++i < arguments.size() ? arguments[i] : "";
        const bool isGood = (word == "--seconds" && read(value, options.seconds)) ||
                            (word == "--seed" && read(value, options.seed)) ||
                            (word == "--runs" && read(value, options.runs));
        if (!isGood) {
            return false;
        }
    }
    return true;
}

class Run {
public:
    explicit Run(const FuzzTarget& target)
        : m_target(target), m_file(fuzzFolder() / (std::string(target.name) + ".input")) {}

    /// False when the target did what it must not.
    [[nodiscard]] bool give(const std::string& input, bool mayRefuse = true) {
        std::ofstream(m_file, std::ios::binary) << input;  // what a crash leaves
        largestRequest = 0;
        ::alarm(kLongestSeconds);
        const std::string fault = faultOf(input, mayRefuse);
        ::alarm(0);
        const std::size_t allowed = kAlways + kForByte * input.size();
        const std::size_t asked = largestRequest;
        if (fault.empty() && asked <= allowed) {
            return true;
        }
        std::fprintf(stderr, "%s: %s (%s)\n", m_target.name,
                     fault.empty() ? ("asks for " + std::to_string(asked) + " bytes at once for an input of " +
                                      std::to_string(input.size()))
                                         .c_str()
                                   : fault.c_str(),
                     kept().c_str());
        return false;
    }

private:
    [[nodiscard]] std::string faultOf(const std::string& input, bool mayRefuse) const {
        try {
            m_target.take(input);
        } catch (const Error& error) {
            if (std::string_view(error.what()).empty()) {
                return "refuses without a sentence";
            }
            if (!mayRefuse) {
                return std::string("refuses a good input: ") + error.what();
            }
        } catch (const std::exception& error) {
            return std::string("throws what is no Error: ") + error.what();
        }
        return {};
    }

    [[nodiscard]] std::string kept() const {
        const std::filesystem::path place =
            std::filesystem::temp_directory_path() / ("fuzz-" + std::string(m_target.name) + ".input");
        std::filesystem::copy_file(m_file, place, std::filesystem::copy_options::overwrite_existing);
        return place.string();
    }

    const FuzzTarget& m_target;
    std::filesystem::path m_file;
};

bool fuzzOne(const FuzzTarget& target, const Options& options) {
    const std::vector<std::string> seeds = target.seeds();
    Run run(target);
    for (const std::string& seed : seeds) {
        if (!run.give(seed, target.mayRefuseSeeds)) {
            return false;
        }
    }
    const auto end =
        Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(options.seconds));
    Mutation mutation(options.seed);
    std::uint64_t runs = 0;
    while (Clock::now() < end && (options.runs == 0 || runs < options.runs)) {
        if (!run.give(mutation.of(seeds))) {
            return false;
        }
        ++runs;
    }
    std::printf("%s: %llu inputs\n", target.name, static_cast<unsigned long long>(runs));
    std::fflush(stdout);
    return true;
}

}  // namespace

const std::filesystem::path& fuzzFolder() {
    static const std::filesystem::path kFolder = [] {
        const bool isInMemory = std::filesystem::is_directory("/dev/shm");
        std::string path = (isInMemory ? std::string("/dev/shm") : std::filesystem::temp_directory_path().string()) +
                           "/tandem-fuzz-XXXXXX";
        if (::mkdtemp(path.data()) == nullptr) {
            throw Error(ErrorCode::Io, "No temporary folder can be made at " + path + ".");
        }
        std::atexit([] { std::filesystem::remove_all(fuzzFolder()); });
        return path;
    }();
    return kFolder;
}

int fuzz(std::span<const FuzzTarget> targets, int count, char** arguments) {
    Options options;
    if (!parse({arguments + 1, arguments + count}, options)) {
        std::fprintf(stderr, "usage: %s [--seconds N] [--seed N] [--runs N] [TARGET...]\n", arguments[0]);
        return 2;
    }
    std::printf("Inputs are tried in %s.\n", fuzzFolder().c_str());
    std::fflush(stdout);
    bool isGood = true;
    for (const FuzzTarget& target : targets) {
        const bool isWanted = options.targets.empty() ||
                              std::ranges::find(options.targets, target.name,
                                                [](std::string_view name) { return name; }) != options.targets.end();
        isGood = (!isWanted || fuzzOne(target, options)) && isGood;
    }
    return isGood ? 0 : 1;
}

}  // namespace tandem
