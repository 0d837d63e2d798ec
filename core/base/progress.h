// How long work tells how far it is: a fraction in 0..1 and a few words on what is being done.
//
// Called on the thread that does the work. Must not throw.
#pragma once

#include <functional>
#include <string_view>

namespace tandem {

using Progress = std::function<void(double fraction, std::string_view what)>;

/// For a step that takes the part of the whole between two fractions; the whole must outlive it.
[[nodiscard]] inline Progress between(const Progress& whole, double from, double to) {
    return [&whole, from, to](double fraction, std::string_view what) { whole(from + (to - from) * fraction, what); };
}

}  // namespace tandem
