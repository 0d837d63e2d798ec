// What it costs that files of strangers are read in a process of their own: the same reading by tandem-reader and here.
//
//   bench_reader PATH [BENCHMARK OPTIONS]: a folder with one DICOM series, or an HDF5 file with the data set "image"
#include "core/base/error.h"
#include "core/base/large_memory.h"
#include "storage/foreign/dicom_header_decoding.h"
#include "storage/foreign/dicom_voxel_decoding.h"
#include "storage/foreign/hdf5_decoding.h"
#include "storage/foreign/libraries.h"
#include "storage/image/dicom_series.h"
#include "storage/image/image_reader.h"
#include "storage/image/reader_call.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

using namespace tandem;

namespace {

/// Puts numbers of a decoder of the process itself one after another into memory, as stored: what making voxels of them
/// takes is left out, so the reader costs a little less than what is shown.
class Here {
public:
    explicit Here(std::size_t mostBytes) : m_numbers(largeMemory(mostBytes)) {}

    [[nodiscard]] PieceTaker taker() {
        return {.allow = [](std::uint64_t) {},
                .take =
                    [this](const StoredNumbers&, std::span<const std::byte> numbers) {
                        std::ranges::copy(numbers, m_numbers.get() + m_count);
                        m_count += numbers.size();
                    }};
    }

private:
    std::shared_ptr<std::byte[]> m_numbers;
    std::size_t m_count = 0;
};

void headersByTheReader(benchmark::State& state, const DicomSeries& series) {
    for (auto _ : state) {
        ReaderCall call({.task = ReaderTask::DicomHeaders, .files = series.files});
        for (const std::filesystem::path& file : series.files) {
            benchmark::DoNotOptimize(call.next(file));
        }
    }
}

void headersHere(benchmark::State& state, const DicomSeries& series) {
    for (auto _ : state) {
        for (const std::filesystem::path& file : series.files) {
            benchmark::DoNotOptimize(decodeDicomHeader(file));
        }
    }
}

void voxelsByTheReader(benchmark::State& state, const std::filesystem::path& path) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(readImage(path));
    }
}

void seriesHere(benchmark::State& state, const DicomSeries& series) {
    for (auto _ : state) {
        Here here(static_cast<std::size_t>(series.geometry.voxelCount()) * sizeof(double));
        decodeDicomVoxels(series.planes, series.geometry.size, here.taker());
        benchmark::DoNotOptimize(here);
    }
}

void datasetHere(benchmark::State& state, const std::filesystem::path& file) {
    for (auto _ : state) {
        const Hdf5Grid grid = decodeHdf5Header(file, {"image"});
        Here here(static_cast<std::size_t>(grid.size[0] * grid.size[1] * grid.size[2]) * sizeof(double));
        decodeHdf5Voxels(file, "image", here.taker());
        benchmark::DoNotOptimize(here);
    }
}

int run(const std::filesystem::path& path) {
    makeLibrariesReady();
    if (!std::filesystem::is_directory(path)) {
        benchmark::RegisterBenchmark("data set, by the reader", voxelsByTheReader, path)->UseRealTime();
        benchmark::RegisterBenchmark("data set, here", datasetHere, path)->UseRealTime();
        benchmark::RunSpecifiedBenchmarks();
        return 0;
    }
    const DicomSeries series = findDicomSeries(path).at(0);
    benchmark::RegisterBenchmark("headers, by the reader", headersByTheReader, series)->UseRealTime();
    benchmark::RegisterBenchmark("headers, here", headersHere, series)->UseRealTime();
    benchmark::RegisterBenchmark("voxels, by the reader", voxelsByTheReader, path)->UseRealTime();
    benchmark::RegisterBenchmark("voxels, here", seriesHere, series)->UseRealTime();
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (argc != 2) {
        std::fprintf(stderr, "bench_reader PATH [BENCHMARK OPTIONS]\n");
        return 2;
    }
    try {
        return run(argv[1]);
    } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
