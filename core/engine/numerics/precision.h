// Which number type the network computes in, and the guard under which it does.
//
// Thread-safe: autocast is a property of the thread. Invariant: when a guard ends, the thread's state is as before;
// what "auto" means on a device stays the same while the process lives, and with the same libraries mostly in
// the next as well.
#pragma once

#include "core/engine.h"

#include <c10/core/Device.h>
#include <c10/core/ScalarType.h>

#include <string>

namespace tandem {

/// TensorFloat32 is float32 whose products NVIDIA devices round to ten bits, in the time of a fraction.
enum class Precision { Float32, TensorFloat32, BFloat16 };

[[nodiscard]] std::string nameOf(Precision precision);

/// Whether the device multiplies bfloat16 in hardware: CUDA from compute capability 8.0, CPUs with AVX-512 BF16 or AMX.
[[nodiscard]] bool hasBfloat16(const c10::Device& device);

struct PrecisionChoice {
    Precision precision = Precision::Float32;
    std::string notice;  ///< one sentence when the device lacks what was asked for or its check forbade it; else empty
};

/// Takes what is asked for; auto is bfloat16 where the hardware has it and the self-check found it right and not
/// slower, which the first time on a device takes as long as the check (see kept_checks.h).
[[nodiscard]] PrecisionChoice resolvePrecision(AskedPrecision asked, const c10::Device& device);

/// What resolvePrecision() chooses, or on a GPU that nothing is known of will choose if its self-check, which takes
/// time and memory there, finds bfloat16 usable: for estimates.
[[nodiscard]] Precision expectedPrecision(AskedPrecision asked, const c10::Device& device);

/// While it lives, convolutions of this thread on the device's kind compute in the given precision.
class AutocastGuard {
public:
    AutocastGuard(const c10::Device& device, Precision precision);
    ~AutocastGuard();
    AutocastGuard(const AutocastGuard&) = delete;
    AutocastGuard& operator=(const AutocastGuard&) = delete;

private:
    c10::DeviceType m_type;
    bool m_wasEnabled;
    c10::ScalarType m_previousType;
};

/// While it lives, this thread computes on the device's kind in the types that it is given: for losses.
class NoAutocastGuard {
public:
    explicit NoAutocastGuard(const c10::Device& device);
    ~NoAutocastGuard();
    NoAutocastGuard(const NoAutocastGuard&) = delete;
    NoAutocastGuard& operator=(const NoAutocastGuard&) = delete;

private:
    c10::DeviceType m_type;
    bool m_wasEnabled;
};

}  // namespace tandem
