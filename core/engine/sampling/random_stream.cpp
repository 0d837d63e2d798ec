#include "core/engine/sampling/random_stream.h"

#include "core/base/error.h"

#include <cassert>
#include <charconv>
#include <cstddef>
#include <limits>
#include <locale>
#include <sstream>

namespace tandem {

std::int64_t RandomStream::below(std::int64_t bound) {
    assert(bound >= 1);
    const auto count = static_cast<std::uint64_t>(bound);
    // Numbers beyond the last whole multiple of the bound would favour the small remainders.
    const std::uint64_t end = std::numeric_limits<std::uint64_t>::max() / count * count;
    std::uint64_t number = m_engine();
    while (number >= end) {
        number = m_engine();
    }
    return static_cast<std::int64_t>(number % count);
}

std::string RandomStream::state() const {
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << m_engine;
    return text.str();
}

RandomStream RandomStream::fromState(const std::string& state) {
    RandomStream stream(0);
    std::istringstream text(state);
    text.imbue(std::locale::classic());
    // The last of the numbers is a place among the others, which the standard library does not check.
    const std::size_t last = state.find_last_of(' ');
    std::uint64_t place = 0;
    const bool isPlace = last != std::string::npos &&
                         std::from_chars(state.data() + last + 1, state.data() + state.size(), place).ptr ==
                             state.data() + state.size() &&
                         place <= std::mt19937_64::state_size;
    if (!isPlace || !(text >> stream.m_engine)) {
        throw Error(ErrorCode::Corrupt, "The state of a random generator in the checkpoint is damaged.");
    }
    return stream;
}

}  // namespace tandem
