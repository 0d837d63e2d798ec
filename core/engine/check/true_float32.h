// Float32 that is float32 on CUDA, too, where cuDNN and cuBLAS may round to the ten bits of TF32 otherwise.
//
// Not for two at once: what the libraries read is the process's own. Invariant: when it ends, the process is as before.
#pragma once

namespace tandem {

class TrueFloat32 {
public:
    TrueFloat32();
    ~TrueFloat32();
    TrueFloat32(const TrueFloat32&) = delete;
    TrueFloat32& operator=(const TrueFloat32&) = delete;

private:
    bool m_convolutions;
    bool m_products;
};

}  // namespace tandem
