// How long work tells how far it is: a fraction in 0..1 and a few words on what is being done.
//
// Called on the thread that does the work. Must not throw.
#pragma once

#include <functional>
#include <string_view>

namespace tandem {

using Progress = std::function<void(double fraction, std::string_view what)>;

}  // namespace tandem
