// Answers requests by the name of the first file: "crash", "exit", "hang", "junk", "more" and "less" are what it does,
// anything else is answered as a header is, with the number of the reader's process. Asked for structures, planes or a
// data set it lies as the name says, or not.
#include "core/base/error.h"
#include "storage/image/message_channel.h"
#include "storage/image/reader_messages.h"
#include "storage/image/wire.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <map>
#include <numeric>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace tandem;

namespace {

struct Told {
    std::int32_t lastVoxel = 2;
    std::vector<RankPair> overlaps;
};

/// A label of the first class, but for its last voxel.
void answerStructures(const std::string& name, const Geometry& grid, MessageChannel& answers) {
    const std::map<std::string, Told> lies{{"rank", {.lastVoxel = 3}},
                                           {"negative", {.lastVoxel = -1}},
                                           {"backwards", {.overlaps = {{2, 1}}}},
                                           {"beyond", {.overlaps = {{1, 3}}}},
                                           {"background", {.overlaps = {{0, 1}}}},
                                           {"untold", {.lastVoxel = 2 | ClassPainter::kShared}}};
    const auto lie = lies.find(name);
    const Told told = lie != lies.end() ? lie->second : Told{};
    std::vector<std::int32_t> voxels(static_cast<std::size_t>(grid.voxelCount()), 1);
    voxels.back() = told.lastVoxel;
    const auto bytes = std::as_bytes(std::span(voxels));
    answers.send(wired(ReaderAnswer{.value = wired(told.overlaps), .dataBytes = bytes.size()}));
    answers.sendBytes(bytes);
}

/// Six numbers that count up, rescaled by two and one: one plane.
void answerPlane(const std::string& name, MessageChannel& answers) {
    StoredNumbers stored{.type = VoxelType::Int16, .rescale = {2, 1}};
    if (name == "type") {
        stored.type = static_cast<VoxelType>(99);
    } else if (name == "wider") {
        stored.type = VoxelType::Int32;
    }
    const std::map<std::string, std::size_t> counts{{"none", 0}, {"odd", 7}, {"two", 12}, {"three", 18}};
    const auto count = counts.find(name);
    std::vector<std::int16_t> numbers(count != counts.end() ? count->second : 6);
    std::iota(numbers.begin(), numbers.end(), std::int16_t{0});
    if (name == "late") {
        std::this_thread::sleep_for(std::chrono::milliseconds(1500));
    }
    const auto bytes = std::as_bytes(std::span(numbers));
    answers.send(wired(ReaderAnswer{.value = wired(stored), .dataBytes = bytes.size()}));
    answers.sendBytes(bytes);
}

void answer(const std::filesystem::path& file, MessageChannel& answers) {
    const std::string name = file.filename().string();
    if (name == "crash") {
        ::raise(SIGSEGV);
    } else if (name == "exit") {
        ::_exit(3);
    } else if (name == "hang") {
        ::pause();
    } else if (name == "junk") {
        answers.send("\x01junk");
        ::_exit(0);
    }
    const std::vector<DicomSlice> slices{{.file = file, .problem = "read"}};
    answers.send(wired(ReaderAnswer{.value = wired(slices), .dataBytes = sizeof(pid_t) + (name == "more" ? 1U : 0U)}));
    const pid_t reader = ::getppid();
    answers.sendBytes(std::as_bytes(std::span(&reader, 1)).first(name == "less" ? 3 : 4));
}

}  // namespace

int main() {
    MessageChannel control{Descriptor(STDIN_FILENO)};
    while (auto message = control.receive()) {
        const pid_t copy = ::fork();
        if (copy == 0) {
            MessageChannel answers(std::move(message->descriptors.front()));
            const auto request = unwired<ReaderRequest>(message->bytes);
            for (const auto& file : request.files) {
                if (request.task == ReaderTask::Structures) {
                    answerStructures(file.filename().string(), unwired<StructureOrder>(request.order).grid, answers);
                } else if (request.task == ReaderTask::DicomVoxels) {
                    answerPlane(file.filename().string(), answers);
                } else if (request.task == ReaderTask::Hdf5Header) {
                    const auto type = file.filename() == "header" ? static_cast<VoxelType>(99) : VoxelType::Int16;
                    answers.send(wired(ReaderAnswer{.value = wired(Hdf5Grid{.size = {2, 3, 2}, .type = type})}));
                } else if (request.task == ReaderTask::Hdf5Voxels) {
                    answerPlane(file.filename().string(), answers);
                    answerPlane(file.filename().string(), answers);
                } else {
                    answer(file, answers);
                }
            }
            ::_exit(0);
        }
        message->descriptors.clear();
        int status = 0;
        ::waitpid(copy, &status, 0);
        control.send(wired(ReaderEnd{.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 0,
                                     .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0}));
    }
}
