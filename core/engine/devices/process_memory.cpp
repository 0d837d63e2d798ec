#include "core/engine/devices/process_memory.h"

#include <fstream>
#include <string>

namespace tandem {
namespace {

std::uint64_t statusLine(const std::string& key) {
    std::ifstream stream("/proc/self/status");
    for (std::string line; std::getline(stream, line);) {
        if (line.starts_with(key)) {
            return std::stoull("0" + line.substr(line.find_first_of("0123456789"))) * 1024;
        }
    }
    return 0;
}

}  // namespace

std::uint64_t residentBytes() {
    return statusLine("VmRSS:");
}

std::uint64_t peakResidentBytes() {
    return statusLine("VmHWM:");
}

bool resetPeakResidentBytes() {
    std::ofstream stream("/proc/self/clear_refs");
    stream << "5" << std::flush;  // proc(5): resets the peak resident set size
    return static_cast<bool>(stream);
}

}  // namespace tandem
