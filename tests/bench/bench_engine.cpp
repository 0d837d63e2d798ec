#include "core/openmp_waiting.h"

#include <benchmark/benchmark.h>

int main(int argc, char** argv) {
    tandem::waitWithShortSpin(argv);  // as the programs do
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
        return 1;
    }
    benchmark::RunSpecifiedBenchmarks();
}
