#include "core/engine/numerics/precision.h"

#include "core/engine/devices/cpu_info.h"
#include "core/engine/devices/cuda_driver.h"
#include "core/engine/devices/device_choice.h"
#include "core/engine/numerics/kept_checks.h"
#include "core/engine/numerics/self_check.h"

#include <ATen/autocast_mode.h>

#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace tandem {
namespace {

struct Checks {
    std::mutex mutex;
    std::map<std::string, SelfCheck> ofDevices;
};

Checks& checks() {
    static Checks all;
    return all;
}

/// What this process or one before it found. With the mutex held.
std::optional<SelfCheck> knownCheck(const c10::Device& device) {
    std::map<std::string, SelfCheck>& known = checks().ofDevices;
    if (const auto found = known.find(nameOf(device)); found != known.end()) {
        return found->second;
    }
    const std::optional<SelfCheck> kept = keptCheck(device);
    if (kept) {
        known.emplace(nameOf(device), *kept);
    }
    return kept;
}

/// The check goes by time: made anew, it could say one thing to a run and another to the run that goes on from it. One
/// that was not made, as when memory ran out, is made again.
SelfCheck checkedOnce(const c10::Device& device) {
    const std::scoped_lock lock(checks().mutex);
    if (const std::optional<SelfCheck> known = knownCheck(device)) {
        return *known;
    }
    SelfCheck check = selfCheck(device);
    if (!check.bfloat16Usable) {
        check = selfCheck(device);  // what held up the first does not decide for as long as the program runs
    }
    if (check.speedup > 0) {
        keepCheck(device, check);
        checks().ofDevices.emplace(nameOf(device), check);
    }
    return check;
}

}  // namespace

std::string nameOf(Precision precision) {
    switch (precision) {
        case Precision::TensorFloat32:
            return std::string(nameOf(AskedPrecision::TensorFloat32));
        case Precision::BFloat16:
            return std::string(nameOf(AskedPrecision::BFloat16));
        case Precision::Float32:
            break;
    }
    return std::string(nameOf(AskedPrecision::Float32));
}

bool hasBfloat16(const c10::Device& device) {
    if (device.is_cpu()) {
        return cpuHasBfloat16();
    }
    const std::vector<Device> devices = cudaDevices();
    const auto index = static_cast<std::size_t>(device.index());
    return index < devices.size() && devices[index].hasBfloat16;
}

PrecisionChoice resolvePrecision(AskedPrecision asked, const c10::Device& device) {
    if (asked == AskedPrecision::BFloat16) {
        return {Precision::BFloat16, {}};
    }
    if (asked == AskedPrecision::TensorFloat32) {
        if (device.is_cuda() && hasBfloat16(device)) {  // which came with it
            return {Precision::TensorFloat32, {}};
        }
        return {Precision::Float32, "Computing in float32: " + nameOf(device) + " has no TensorFloat32."};
    }
    if (asked == AskedPrecision::Float32 || !hasBfloat16(device)) {
        return {Precision::Float32, {}};
    }
    const SelfCheck check = checkedOnce(device);
    if (check.bfloat16Usable) {
        return {Precision::BFloat16, {}};
    }
    return {Precision::Float32, "Computing in float32: " + check.message};
}

Precision expectedPrecision(AskedPrecision asked, const c10::Device& device) {
    if (asked != AskedPrecision::Auto || device.is_cpu() || !hasBfloat16(device)) {
        return resolvePrecision(asked, device).precision;
    }
    const std::scoped_lock lock(checks().mutex);
    const std::optional<SelfCheck> known = knownCheck(device);
    return !known || known->bfloat16Usable ? Precision::BFloat16 : Precision::Float32;
}

AutocastGuard::AutocastGuard(const c10::Device& device, Precision precision)
    : m_type(device.type()),
      m_wasEnabled(at::autocast::is_autocast_enabled(m_type)),
      m_previousType(at::autocast::get_autocast_dtype(m_type)) {
    at::autocast::increment_nesting();
    at::autocast::set_autocast_enabled(m_type, precision == Precision::BFloat16);
    if (precision == Precision::BFloat16) {
        at::autocast::set_autocast_dtype(m_type, at::kBFloat16);
    }
}

AutocastGuard::~AutocastGuard() {
    // The outermost guard of the thread drops the casts of weights that are kept while it lives.
    if (at::autocast::decrement_nesting() == 0) {
        at::autocast::clear_cache();
    }
    at::autocast::set_autocast_dtype(m_type, m_previousType);
    at::autocast::set_autocast_enabled(m_type, m_wasEnabled);
}

NoAutocastGuard::NoAutocastGuard(const c10::Device& device)
    : m_type(device.type()), m_wasEnabled(at::autocast::is_autocast_enabled(m_type)) {
    at::autocast::set_autocast_enabled(m_type, false);
}

NoAutocastGuard::~NoAutocastGuard() {
    at::autocast::set_autocast_enabled(m_type, m_wasEnabled);
}

}  // namespace tandem
