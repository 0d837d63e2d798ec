// How convolution libraries of NVIDIA devices compute while a run or a prediction is going on.
//
// LibTorch keeps these choices for the whole process; a thread cannot have its own. So they are changed while somebody
// needs them, and set back when the last one is done. Thread-safe. Invariant: while several run at once, the stricter
// choice holds for all: true float32 before TensorFloat32, repeatable before fast.
#pragma once

#include "core/engine/numerics/precision.h"

namespace tandem {

class MathScope {
public:
    /// isRepeatable: algorithms that give the same digits each time, else the fastest, found by trying all of them on
    /// the first step. Does nothing for a CPU.
    MathScope(const c10::Device& device, Precision precision, bool isRepeatable);
    ~MathScope();
    MathScope(const MathScope&) = delete;
    MathScope& operator=(const MathScope&) = delete;

private:
    bool m_isForCuda;
    bool m_isExact;
    bool m_isRepeatable;
};

}  // namespace tandem
