// What it costs that files of strangers are read in a process of their own: the same reading by tandem-reader and here.
//
//   bench_reader PATH [BENCHMARK OPTIONS]: a folder with one DICOM series, or an HDF5 file with the data set "image"
#include "core/base/error.h"
#include "storage/foreign/dicom_header_decoding.h"
#include "storage/foreign/dicom_voxel_decoding.h"
#include "storage/foreign/hdf5_decoding.h"
#include "storage/foreign/libraries.h"
#include "storage/image/dicom_series.h"
#include "storage/image/image_reader.h"
#include "storage/image/reader_call.h"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <filesystem>
#include <vector>

using namespace tandem;

namespace {

/// Where a decoder of the process itself puts its voxels.
class Here {
public:
    [[nodiscard]] VoxelRoom<float> room() {
        return [this](std::int64_t voxels, std::uint64_t) {
            m_voxels = std::vector<float>(static_cast<std::size_t>(voxels));
            return std::span(m_voxels);
        };
    }

private:
    std::vector<float> m_voxels;
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
        Here here;
        benchmark::DoNotOptimize(decodeDicomVoxels<float>(series.planes, series.geometry.size, here.room()));
    }
}

void datasetHere(benchmark::State& state, const std::filesystem::path& file) {
    for (auto _ : state) {
        Here here;
        benchmark::DoNotOptimize(decodeHdf5Header(file, {"image"}));
        benchmark::DoNotOptimize(decodeHdf5Voxels<float>(file, "image", here.room()));
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
