#include "core/engine/network/tap_products.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>

#include <algorithm>

namespace tandem {
namespace {

constexpr std::int64_t kTile = 16;  // channels of either volume that are multiplied together
constexpr std::int64_t kTileProducts = kTile * kTile;
// At least so many parts, however many threads there are: the order of additions must not depend on these.
constexpr std::int64_t kLeastParts = 32;

/// The voxels of two planes that a tap brings together, and where the channels of a tile begin.
struct Meeting {
    const float* coarse;
    const float* fine;
    std::int64_t rows;
    std::int64_t columns;
    std::int64_t coarseRow;  ///< floats from a row to the next
    std::int64_t fineRow;
    std::int64_t coarseColumn;
    std::int64_t fineColumn;
};

using AddProducts = void (*)(const Meeting& meeting, float* products);

#if defined(__x86_64__) && defined(__GNUC__)
constexpr int kLanes = 8;  // of an AVX register
using Lanes [[gnu::vector_size(kLanes * sizeof(float)), gnu::aligned(alignof(float))]] = float;

/// Eight registers of sums, one of the fine channels, one of a coarse one; the rest hides what a sum takes.
[[gnu::target("arch=x86-64-v3")]] void addProductsWide(const Meeting& meeting, float* products) {
    constexpr int kSums = 8;
    for (std::int64_t a = 0; a < kTile; a += kSums) {
        for (std::int64_t b = 0; b < kTile; b += kLanes) {
            float* const to = products + a * kTile + b;
            Lanes sums[kSums];
            for (int i = 0; i < kSums; ++i) {
                sums[i] = *reinterpret_cast<const Lanes*>(to + i * kTile);
            }
            for (std::int64_t row = 0; row < meeting.rows; ++row) {
                const float* coarse = meeting.coarse + row * meeting.coarseRow + a;
                const float* fine = meeting.fine + row * meeting.fineRow + b;
                for (std::int64_t column = 0; column < meeting.columns; ++column) {
                    const Lanes channels = *reinterpret_cast<const Lanes*>(fine);
#pragma GCC unroll 8
                    for (int i = 0; i < kSums; ++i) {
                        sums[i] += channels * coarse[i];
                    }
                    coarse += meeting.coarseColumn;
                    fine += meeting.fineColumn;
                }
            }
            for (int i = 0; i < kSums; ++i) {
                *reinterpret_cast<Lanes*>(to + i * kTile) = sums[i];
            }
        }
    }
}
#endif

void addProductsPlainly(const Meeting& meeting, float* products) {
    for (std::int64_t row = 0; row < meeting.rows; ++row) {
        for (std::int64_t column = 0; column < meeting.columns; ++column) {
            const float* const coarse = meeting.coarse + row * meeting.coarseRow + column * meeting.coarseColumn;
            const float* const fine = meeting.fine + row * meeting.fineRow + column * meeting.fineColumn;
            for (std::int64_t a = 0; a < kTile; ++a) {
                for (std::int64_t b = 0; b < kTile; ++b) {
                    products[a * kTile + b] += coarse[a] * fine[b];
                }
            }
        }
    }
}

AddProducts fastest() noexcept {
#if defined(__x86_64__) && defined(__GNUC__)
    if (__builtin_cpu_supports("x86-64-v3")) {
        return addProductsWide;
    }
#endif
    return addProductsPlainly;
}

/// The coarse voxels along an axis that a tap has a fine one for.
struct Range {
    Range(const TapMeeting& meeting, std::int64_t tap, std::int64_t coarse, std::int64_t fine)
        : offset(tap - meeting.padding),
          first(offset >= 0 ? 0 : (-offset + meeting.step - 1) / meeting.step),
          count(fine <= offset ? 0 : std::min(coarse, (fine - 1 - offset) / meeting.step + 1) - first) {}

    std::int64_t offset;  ///< of the fine voxel
    std::int64_t first;
    std::int64_t count;  ///< none if it is not positive
};

class Products {
public:
    Products(const at::Tensor& coarse, const at::Tensor& fine, const TapMeeting& meeting, AddProducts add)
        : m_coarse(coarse), m_fine(fine), m_meeting(meeting), m_add(add) {}

    at::Tensor all() {
        const std::int64_t a = m_coarse.size(1) / kTile;
        const std::int64_t b = m_fine.size(1) / kTile;
        const std::int64_t taps = m_meeting.side * m_meeting.side * m_meeting.side;
        const std::int64_t planes = m_coarse.size(0) * m_coarse.size(2);
        const std::int64_t parts = std::clamp<std::int64_t>(kLeastParts / (a * b), 1, planes);
        const at::Tensor sums = at::zeros({parts, a, b, taps, kTile, kTile}, m_coarse.options().memory_format({}));
        at::parallel_for(0, parts * a * b, 1, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t task = begin; task < end; ++task) {
                const std::int64_t part = task / (a * b);
                float* const to = sums.mutable_data_ptr<float>() + task * taps * kTileProducts;
                for (std::int64_t plane = part * planes / parts; plane < (part + 1) * planes / parts; ++plane) {
                    addPlane(plane, task / b % a * kTile, task % b * kTile, to);
                }
            }
        });
        // (a,b,taps,16,16) with channels-last strides.
        const at::Tensor weights = sums.sum(0).permute({0, 3, 2, 1, 4}).reshape({a * kTile, taps, b * kTile});
        const std::int64_t side = m_meeting.side;
        return weights.view({a * kTile, side, side, side, b * kTile}).permute({0, 4, 1, 2, 3});
    }

private:
    /// plane: of the coarse volume, counted through the batch.
    void addPlane(std::int64_t plane, std::int64_t coarseChannel, std::int64_t fineChannel, float* to) const {
        const std::int64_t item = plane / m_coarse.size(2);
        const std::int64_t x = plane % m_coarse.size(2);
        const auto side = m_meeting.side;
        for (std::int64_t tapX = 0; tapX < side; ++tapX) {
            const std::int64_t fineX = m_meeting.step * x + tapX - m_meeting.padding;
            if (fineX < 0 || fineX >= m_fine.size(2)) {
                continue;
            }
            for (std::int64_t tapY = 0; tapY < side; ++tapY) {
                const Range y(m_meeting, tapY, m_coarse.size(3), m_fine.size(3));
                for (std::int64_t tapZ = 0; tapZ < side; ++tapZ) {
                    const Range z(m_meeting, tapZ, m_coarse.size(4), m_fine.size(4));
                    if (y.count > 0 && z.count > 0) {
                        m_add({.coarse = at(m_coarse, item, x, y.first, z.first) + coarseChannel,
                               .fine = at(m_fine, item, fineX, m_meeting.step * y.first + y.offset,
                                          m_meeting.step * z.first + z.offset) +
                                       fineChannel,
                               .rows = y.count,
                               .columns = z.count,
                               .coarseRow = m_coarse.stride(3),
                               .fineRow = m_meeting.step * m_fine.stride(3),
                               .coarseColumn = m_coarse.stride(4),
                               .fineColumn = m_meeting.step * m_fine.stride(4)},
                              to + ((tapX * side + tapY) * side + tapZ) * kTileProducts);
                    }
                }
            }
        }
    }

    static const float* at(const at::Tensor& x, std::int64_t item, std::int64_t i, std::int64_t j, std::int64_t k) {
        return x.const_data_ptr<float>() + item * x.stride(0) + i * x.stride(2) + j * x.stride(3) + k * x.stride(4);
    }

    const at::Tensor& m_coarse;
    const at::Tensor& m_fine;
    TapMeeting m_meeting;
    AddProducts m_add;
};

}  // namespace

bool areTapProductsFor(const at::Tensor& x, std::int64_t in, std::int64_t out) {
    return x.is_cpu() && x.scalar_type() == at::kFloat && in % kTile == 0 && out % kTile == 0;
}

bool areTapProductsFaster() noexcept {
#if defined(__x86_64__) && defined(__GNUC__)
    return __builtin_cpu_supports("x86-64-v3") && !__builtin_cpu_supports("avx512f");
#else
    return false;
#endif
}

at::Tensor tapProducts(const at::Tensor& coarse, const at::Tensor& fine, const TapMeeting& meeting) {
    static const AddProducts kFastest = fastest();
    return Products(coarse, fine, meeting, kFastest).all();
}

at::Tensor plainTapProducts(const at::Tensor& coarse, const at::Tensor& fine, const TapMeeting& meeting) {
    return Products(coarse, fine, meeting, addProductsPlainly).all();
}

}  // namespace tandem
