// A journal that is cut, damaged, crafted or cannot be written: what was written before stays, and nothing else counts.
#include "storage/correction/correction_journal.h"
#include "storage/correction/event_bytes.h"
#include "tests/core/expect_error.h"
#include "tests/core/small_files.h"
#include "tests/correction/random_edits.h"

#include <sys/stat.h>

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>

using namespace tandem;

namespace {

/// So many more succeed on this thread, then one fails; below 0 none does.
thread_local int allocationsLeft = -1;

}  // namespace

void* operator new(std::size_t bytes) {
    void* const memory =
        allocationsLeft >= 0 && allocationsLeft-- == 0 ? nullptr : std::malloc(std::max(bytes, std::size_t{1}));
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    return memory;
}

void operator delete(void* memory) noexcept {
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace {

namespace fs = std::filesystem;

constexpr Geometry kGrid{.size = {6, 5, 4}};

std::string bytesIn(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void put(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

std::vector<CorrectionEvent> eventsOf(JournalReader& reader) {
    std::vector<CorrectionEvent> events;
    while (auto event = reader.next()) {
        events.push_back(*std::move(event));
    }
    return events;
}

template <class Call>
std::optional<ErrorCode> codeOf(Call&& call) {
    const auto error = errorOf(call);
    return error ? std::optional(error->code()) : std::nullopt;
}

/// A journal with the states that it tells of, the first that of no step, and where each step ends.
class MadeJournal {
public:
    explicit MadeJournal(int steps) : m_label(RandomEdits(kGrid).label()) {
        makeJournal(file(), header());
        const JournalReader reader(file());
        JournalWriter writer(file(), reader);
        Correction correction(m_label);
        RandomEdits random(kGrid, 3);
        m_states.emplace_back(correction);
        m_ends.push_back(fs::file_size(file()));
        while (static_cast<int>(m_states.size()) <= steps) {
            random.step(correction);
            for (const CorrectionEvent& event : correction.takeEvents()) {
                writer.write({event});
                m_events.push_back(event);
                m_states.emplace_back(correction);
                m_ends.push_back(fs::file_size(file()));
            }
        }
        m_bytes = bytesIn(file());
    }

    [[nodiscard]] static JournalHeader header() {
        return {.start = {.origin = CorrectionOrigin::Prediction,
                          .caseId = 3,
                          .runId = 2,
                          .checkpointHash = std::string(64, 'c')},
                .size = kGrid.size,
                .labelSum = ~std::uint64_t{5}};
    }
    [[nodiscard]] fs::path folder() const { return m_folder.path().toStdString(); }
    [[nodiscard]] fs::path file() const { return folder() / "journal"; }
    [[nodiscard]] const std::string& bytes() const { return m_bytes; }
    [[nodiscard]] const std::vector<CorrectionEvent>& events() const { return m_events; }
    [[nodiscard]] const std::vector<std::uint64_t>& ends() const { return m_ends; }
    [[nodiscard]] const CorrectionState& state(std::size_t steps) const { return m_states.at(steps); }

    /// The steps that the file gives. Throws what reading throws, and Error (Internal) where they are not the first
    /// ones that were written.
    [[nodiscard]] std::size_t stepsRead() const {
        JournalReader reader(file());
        Correction correction(m_label);
        while (const auto event = reader.next()) {
            correction.apply(*event);
        }
        const auto steps = static_cast<std::size_t>(reader.steps());
        if (!(reader.header() == header()) || !(CorrectionState(correction) == m_states.at(steps)) ||
            reader.end() != m_ends.at(steps)) {
            throw Error(ErrorCode::Internal, "These are other steps.");
        }
        return steps;
    }

private:
    QTemporaryDir m_folder;
    LabelVolume m_label;
    std::vector<CorrectionEvent> m_events;
    std::vector<CorrectionState> m_states;
    std::vector<std::uint64_t> m_ends;
    std::string m_bytes;
};

}  // namespace

class TestCorrectionJournal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasWrittenIsRead();
    void cutAnywhereItGivesWhatCameBefore();
    void aBitThatFlippedAnywhereEndsIt();
    void aStepThatIsMissingEndsIt();
    void aHugeLengthAsksForNoMemory();
    void whatIsNoFileIsRefused();
    void bytesThatAreNoEventAreCorrupt_data();
    void bytesThatAreNoEventAreCorrupt();
    void whatCouldNotBeWrittenIsWrittenNext();
    void whereMemoryRunsOutNothingIsLost();
};

void TestCorrectionJournal::whatWasWrittenIsRead() {
    const MadeJournal made(60);
    JournalReader reader(made.file());
    QVERIFY(reader.header() == MadeJournal::header());
    const std::vector<CorrectionEvent> events = eventsOf(reader);
    QVERIFY(events == made.events());
    QVERIFY(reader.isAtEnd());
    QCOMPARE(reader.steps(), static_cast<std::int64_t>(events.size()));
    for (std::size_t kind = 0; kind < std::variant_size_v<CorrectionEvent>; ++kind) {
        QVERIFY(std::ranges::any_of(events, [&](const CorrectionEvent& one) { return one.index() == kind; }));
    }
    // A change takes about three bytes for a run, and memory for it sixteen.
    const auto& longest = std::get<Edited>(*std::ranges::max_element(events, {}, [](const CorrectionEvent& event) {
        const auto* const edited = std::get_if<Edited>(&event);
        return edited != nullptr ? edited->change.runs.size() : 0;
    }));
    QVERIFY(bytesOf(longest).size() < 32 + 4 * longest.change.runs.size());
}

void TestCorrectionJournal::cutAnywhereItGivesWhatCameBefore() {
    const MadeJournal made(5);
    for (std::size_t length = 0; length <= made.bytes().size(); ++length) {
        const std::string where = "cut at byte " + std::to_string(length);
        put(made.file(), made.bytes().substr(0, length));
        if (length < made.ends().front()) {
            QVERIFY2(codeOf([&] { return made.stepsRead(); }) == ErrorCode::Corrupt, where.c_str());
            continue;
        }
        const auto whole =
            static_cast<std::size_t>(std::ranges::upper_bound(made.ends(), length) - made.ends().begin());
        QVERIFY2(made.stepsRead() == whole - 1, where.c_str());
        // It goes on there, and what was cut off is gone.
        JournalReader reader(made.file());
        while (reader.next()) {
        }
        JournalWriter(made.file(), reader).write({TimeSpent{1.5}, TimeSpent{2.5}});
        JournalReader again(made.file());
        const std::vector<CorrectionEvent> events = eventsOf(again);
        QVERIFY2(again.isAtEnd() && events.size() == whole + 1, where.c_str());
        QVERIFY2(events.back() == CorrectionEvent(TimeSpent{2.5}), where.c_str());
    }
}

void TestCorrectionJournal::aBitThatFlippedAnywhereEndsIt() {
    const MadeJournal made(5);
    for (std::size_t at = 0; at < made.bytes().size(); ++at) {
        const std::string where = "byte " + std::to_string(at);
        std::string damaged = made.bytes();
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << (at % 8)));
        put(made.file(), damaged);
        if (at < made.ends().front()) {
            QVERIFY2(codeOf([&] { return made.stepsRead(); }) == ErrorCode::Corrupt, where.c_str());
            continue;
        }
        const auto ended = static_cast<std::size_t>(std::ranges::upper_bound(made.ends(), at) - made.ends().begin());
        QVERIFY2(made.stepsRead() == ended - 1, where.c_str());
        QVERIFY(!JournalReader(made.file()).isAtEnd());
    }
}

void TestCorrectionJournal::aStepThatIsMissingEndsIt() {
    const MadeJournal made(5);
    for (std::size_t step = 1; step + 1 < made.ends().size(); ++step) {
        std::string without = made.bytes();
        without.erase(made.ends()[step - 1], made.ends()[step] - made.ends()[step - 1]);
        put(made.file(), without);
        QCOMPARE(made.stepsRead(), step - 1);
    }
}

void TestCorrectionJournal::aHugeLengthAsksForNoMemory() {
    const MadeJournal made(4);
    // A file as long as it says, of which the disk holds next to nothing.
    std::string head(8, '\0');
    head[5] = 4;  // 4 TiB, the lowest byte first
    put(made.file(), made.bytes() + head + std::string(8, '\0'));
    const std::uint64_t promised = (std::uint64_t{4} << 40U) + made.bytes().size() + 16;
    std::error_code failure;
    fs::resize_file(made.file(), promised, failure);
    if (!failure) {
        QCOMPARE(made.stepsRead() + 1, made.ends().size());
    }
    // One that does not even hold it.
    put(made.file(), made.bytes() + std::string(16, '\xFF'));
    QCOMPARE(made.stepsRead() + 1, made.ends().size());
    // A header like that.
    std::string header = made.bytes();
    std::fill_n(header.begin() + 8, 8, '\x7F');
    put(made.file(), header);
    QCOMPARE(codeOf([&] { return made.stepsRead(); }), ErrorCode::Corrupt);
}

void TestCorrectionJournal::whatIsNoFileIsRefused() {
    const MadeJournal made(4);
    JournalReader read(made.file());
    const fs::path other = made.folder() / "other";
    fs::rename(made.file(), other);
    const auto bothRefuse = [&] {
        return codeOf([&] { return JournalReader(made.file()); }) == ErrorCode::Io &&
               codeOf([&] { return JournalWriter(made.file(), read); }) == ErrorCode::Io;
    };
    fs::create_symlink(other, made.file());
    QVERIFY(bothRefuse());
    QCOMPARE(bytesIn(other), made.bytes());
    fs::remove(made.file());
    QCOMPARE(::mkfifo(made.file().c_str(), 0600), 0);
    QVERIFY(bothRefuse());
    fs::remove(made.file());
    fs::create_directory(made.file());
    QVERIFY(bothRefuse());
    fs::remove(made.file());
    QCOMPARE(codeOf([&] { return JournalReader(made.file()); }), ErrorCode::NotFound);
}

void TestCorrectionJournal::bytesThatAreNoEventAreCorrupt_data() {
    QTest::addColumn<QByteArray>("bytes");
    const auto edited = [](const char* tool, const QByteArray& rest) {
        return QByteArray("\0", 1) + char(std::char_traits<char>::length(tool)) + tool + rest;
    };
    const QByteArray most("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F", 9);
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no kind") << QByteArray("\x05", 1);
    QTest::newRow("more than the event") << QByteArray("\x01\x00", 2);
    QTest::newRow("half a time") << QByteArray("\x04\x00\x00", 3);
    QTest::newRow("no such tool") << edited("hammer", QByteArray("\0\0", 2));
    QTest::newRow("half a tool") << QByteArray(
        "\0\x05"
        "brus",
        6);
    QTest::newRow("neither with a region nor without") << edited("brush", QByteArray("\x04\0", 2));
    QTest::newRow("half a slice") << edited("brush", QByteArray("\x02\x01", 2));
    QTest::newRow("no such answer") << edited("region", QByteArray("\x01\0\0\0\x02no", 7));
    QTest::newRow("more runs than bytes") << edited("brush", QByteArray("\0\x02\0\x02\0", 5));
    QTest::newRow("runs without end") << edited("brush", QByteArray("\0", 1) + most);
    QTest::newRow("a run beyond the grid") << edited("brush", QByteArray("\0\x01\x79\x02\0\x01", 6));
    QTest::newRow("a run over its end") << edited("brush", QByteArray("\0\x01\x77\x06\0\x01", 6));
    QTest::newRow("a run that is too long")
        << edited("brush", QByteArray("\0\x01\0", 3) + most + QByteArray("\0\1", 2));
    QTest::newRow("a number without end")
        << edited("brush", QByteArray("\0\x01", 2) + QByteArray(20, '\xFF') + QByteArray("\0\x02\0\1", 4));
}

void TestCorrectionJournal::bytesThatAreNoEventAreCorrupt() {
    QFETCH(const QByteArray, bytes);
    const auto read = [](const QByteArray& from) {
        return eventOf(std::as_bytes(std::span(from.data(), static_cast<std::size_t>(from.size()))),
                       kGrid.voxelCount());
    };
    QCOMPARE(codeOf([&] { return read(bytes); }), ErrorCode::Corrupt);
    // What such bytes look like that are one.
    const Edited edited{.tool = EditTool::Brush, .change = {{{119, 1, 0, 1}}}, .region = {}};
    QCOMPARE(bytesOf(edited), std::string("\0\x05"
                                          "brush\0\x01\x77\x02\0\x01",
                                          13));
    QVERIFY(read(QByteArray::fromStdString(bytesOf(edited))) == CorrectionEvent(edited));
    Edited inSlice = edited;
    inSlice.slice = SliceOf{1, 4};
    QVERIFY(read(QByteArray::fromStdString(bytesOf(inSlice))) == CorrectionEvent(inSlice));
}

void TestCorrectionJournal::whatCouldNotBeWrittenIsWrittenNext() {
    MadeJournal made(6);
    JournalReader reader(made.file());
    while (reader.next()) {
    }
    JournalWriter writer(made.file(), reader);
    // A file that may not grow by more than a part of the step.
    std::optional<ErrorCode> first;
    std::optional<ErrorCode> second;
    std::size_t meanwhile = 0;
    {
        const SmallFiles small(made.bytes().size() + 20);
        first = codeOf([&] { writer.write({TimeSpent{1}, TimeSpent{2}}); });
        second = codeOf([&] { writer.write({TimeSpent{3}}); });
        meanwhile = made.stepsRead();
    }
    QCOMPARE(first, ErrorCode::Io);
    QCOMPARE(second, ErrorCode::Io);
    QCOMPARE(meanwhile + 1, made.ends().size());
    writer.write({});
    writer.write({TimeSpent{4}});
    JournalReader again(made.file());
    const std::vector<CorrectionEvent> events = eventsOf(again);
    QVERIFY(again.isAtEnd());
    std::vector<CorrectionEvent> expected = made.events();
    expected.insert(expected.end(), {TimeSpent{1}, TimeSpent{2}, TimeSpent{3}, TimeSpent{4}});
    QVERIFY(events == expected);
}

void TestCorrectionJournal::whereMemoryRunsOutNothingIsLost() {
    MadeJournal made(6);
    JournalReader reader(made.file());
    while (reader.next()) {
    }
    JournalWriter writer(made.file(), reader);
    Edited edited;
    for (std::int64_t at = 0; at < 100; ++at) {
        edited.change.runs.push_back({.first = at, .length = 1, .before = 0, .after = 1});
    }
    const std::vector<CorrectionEvent> steps{TimeSpent{1}, edited, TimeSpent{2}};
    int failures = 0;
    for (bool isTaken = false; !isTaken; failures += isTaken ? 0 : 1) {
        allocationsLeft = failures;
        try {
            writer.take(steps);
            isTaken = true;
        } catch (const std::bad_alloc&) {
            isTaken = false;
        }
        allocationsLeft = -1;
    }
    QVERIFY2(failures > 5, qPrintable(QString::number(failures)));
    writer.write({TimeSpent{3}});
    JournalReader again(made.file());
    const std::vector<CorrectionEvent> events = eventsOf(again);
    QVERIFY(again.isAtEnd());
    std::vector<CorrectionEvent> expected = made.events();
    expected.insert(expected.end(), steps.begin(), steps.end());
    expected.emplace_back(TimeSpent{3});
    QVERIFY(events == expected);
}

QTEST_GUILESS_MAIN(TestCorrectionJournal)
#include "tst_correction_journal.moc"
