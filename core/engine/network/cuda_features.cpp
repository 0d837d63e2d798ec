#include "core/engine/network/cuda_features.h"

#include <algorithm>

namespace tandem {
namespace {

constexpr int kThreads = 256;            // BLOCK in elements.cu
constexpr long long kMostBlocks = 1056;  // eight for each multiprocessor of a large device

int packOf(const at::Tensor& x) {
    const int elements = x.scalar_type() == at::kFloat ? 4 : 8;
    return x.size(1) % elements == 0 ? elements : 1;
}

}  // namespace

bool areCudaFeatures(const at::Tensor& x) {
    return x.is_cuda() && x.dim() == 5 && x.numel() > 0 && x.is_contiguous(at::MemoryFormat::ChannelsLast3d) &&
           (x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16) && x.size(1) / packOf(x) <= kThreads;
}

std::vector<std::string> elementOptions(const at::Tensor& x) {
    return {x.scalar_type() == at::kBFloat16 ? "-DELEMENT_IS_BFLOAT16=1" : "-DELEMENT_IS_BFLOAT16=0",
            "-DPACK=" + std::to_string(packOf(x))};
}

const CudaProgram* voxelProgram(const char* source, const at::Tensor& features, std::int64_t classes) {
    constexpr std::int64_t kMostFeatures = 64;
    constexpr std::int64_t kMostSums = 128;
    const std::int64_t count = features.dim() == 5 ? features.size(1) : 0;
    if (!areCudaFeatures(features) || count > kMostFeatures || classes * (count + 1) > kMostSums) {
        return nullptr;
    }
    std::vector<std::string> options = elementOptions(features);
    options.push_back("-DFEATURES=" + std::to_string(count));
    options.push_back("-DCLASSES=" + std::to_string(classes));
    return CudaProgram::find(source, options, features.device());
}

int rowsAtOnce(const at::Tensor& x) {
    return kThreads / static_cast<int>(x.size(1) / packOf(x));
}

CudaGrid gridOverItems(long long rowsOfItem, int rowsAtOnce, int items) {
    constexpr long long kRowsOfThread = 4;  // that are loaded before the first is used
    const long long wanted = (rowsOfItem + rowsAtOnce * kRowsOfThread - 1) / (rowsAtOnce * kRowsOfThread);
    return {.blocks = static_cast<unsigned>(std::clamp(wanted, 1LL, std::max(1LL, kMostBlocks / items))),
            .items = static_cast<unsigned>(items),
            .threads = kThreads};
}

}  // namespace tandem
