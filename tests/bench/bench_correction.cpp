// How long it takes to know the voxels that a tool touches, for which the window waits before it paints them.
#include "core/correction/brush.h"
#include "core/correction/polygon_fill.h"
#include "core/correction/region_fill.h"
#include "core/correction/shape_cleanup.h"
#include "core/correction/slice_interpolation.h"

#include <benchmark/benchmark.h>

#include <cmath>
#include <numbers>
#include <set>
#include <utility>
#include <vector>

using namespace tandem;

namespace {

const Geometry kGrid{{512, 512, 300}, {0.7, 0.7, 1}, {0, 0, 0}, kIdentity3};

void brush(benchmark::State& state, const Brush& brush, const Vector3& from, const Vector3& to) {
    std::int64_t voxels = 0;
    for (auto _ : state) {
        const VoxelRuns runs = brushedVoxels(kGrid, brush, from, to);
        voxels = voxelCount(runs);
        benchmark::DoNotOptimize(voxels);
    }
    state.counters["voxels"] = static_cast<double>(voxels);
}

/// A ball of 80 mm with a grainy surface: some voxels within 3 mm of it are of it.
const LabelVolume& ball() {
    static const LabelVolume made = [] {
        std::vector<std::uint8_t> voxels;
        voxels.reserve(static_cast<std::size_t>(kGrid.voxelCount()));
        for (int z = 0; z < 300; ++z) {
            for (int y = 0; y < 512; ++y) {
                for (int x = 0; x < 512; ++x) {
                    const double radius = std::hypot((x - 256) * 0.7, (y - 256) * 0.7, z - 150);
                    const bool isGrain = (x * 7 + y * 5 + z * 3) % 11 < 4;
                    voxels.push_back(radius < 77 || (radius < 83 && isGrain) ? 1 : 0);
                }
            }
        }
        return LabelVolume(kGrid, std::move(voxels));
    }();
    return made;
}

void holes(benchmark::State& state) {
    static_cast<void>(ball());
    for (auto _ : state) {
        benchmark::DoNotOptimize(filledHoles(ball(), 1, {}, {}));
    }
}

void islands(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(removedIslands(ball(), 1, 50, {}, {}));
    }
}

void smoothIn3d(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(smoothed(ball(), 1, 2, {}, {}));
    }
}

void smoothInSlice(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(smoothed(ball(), 1, 2, SliceOf{2, 150}, {}));
    }
}

/// Every tenth slice along the axis is painted.
void interpolate(benchmark::State& state) {
    const auto through = static_cast<std::size_t>(state.range(0));
    std::set<std::int64_t> painted;
    for (std::int64_t slice = 5; slice < kGrid.size[through]; slice += 10) {
        painted.insert(slice);
    }
    for (auto _ : state) {
        benchmark::DoNotOptimize(interpolatedBetween(ball(), 1, through, painted, {}));
    }
}

void fillLikeGrey(benchmark::State& state) {
    static const ImageVolume image(kGrid, std::vector<float>(ball().voxels().begin(), ball().voxels().end()));
    for (auto _ : state) {
        benchmark::DoNotOptimize(likeGrey(image, {256, 256, 150}, 0.5, {}));
    }
}

/// As it follows a hand that goes round the slice.
void lasso(benchmark::State& state) {
    std::vector<Vector3> corners;
    for (int corner = 0; corner < 500; ++corner) {
        const double angle = 2 * std::numbers::pi * corner / 500;
        const double radius = 150 + 10 * std::sin(13 * angle);
        corners.push_back({256 + radius * std::cos(angle), 256 + radius * std::sin(angle), 150});
    }
    for (auto _ : state) {
        benchmark::DoNotOptimize(voxelsInPolygon(kGrid, 2, 150, corners));
    }
}

BENCHMARK(holes)->Unit(benchmark::kMillisecond);
BENCHMARK(islands)->Unit(benchmark::kMillisecond);
BENCHMARK(smoothIn3d)->Unit(benchmark::kMillisecond);
BENCHMARK(smoothInSlice)->Unit(benchmark::kMillisecond);
BENCHMARK(interpolate)->ArgName("axis")->DenseRange(0, 2)->Unit(benchmark::kMillisecond);
BENCHMARK(fillLikeGrey)->Unit(benchmark::kMillisecond);
BENCHMARK(lasso)->Unit(benchmark::kMillisecond);

BENCHMARK_CAPTURE(brush, ball_of_20_mm, Brush{BrushShape::Ball, 20, 2}, Vector3{256, 256, 150}, Vector3{256, 256, 150})
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(brush, ball_of_20_mm_over_30_mm, Brush{BrushShape::Ball, 20, 2}, Vector3{256, 256, 150},
                  Vector3{280, 280, 168})
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(brush, disc_of_5_mm_over_30_mm, Brush{BrushShape::Disc, 5, 2}, Vector3{256, 256, 150},
                  Vector3{286, 286, 150})
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(brush, disc_of_20_mm_across_the_slice, Brush{BrushShape::Disc, 20, 2}, Vector3{10, 20, 150},
                  Vector3{500, 490, 150})
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(brush, disc_of_20_mm_along_the_rows, Brush{BrushShape::Disc, 20, 0}, Vector3{256, 20, 20},
                  Vector3{256, 490, 280})
    ->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
