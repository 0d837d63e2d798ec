// What editing a label does to its voxels, and that it can be taken back, told and done again elsewhere.
#include "core/correction/correction.h"
#include "tests/core/expect_error.h"
#include "tests/correction/random_edits.h"

#include <QElapsedTimer>
#include <QTest>
#include <algorithm>
#include <limits>

using namespace tandem;

namespace {

constexpr Geometry kGrid{.size = {13, 11, 9}};

std::vector<std::uint8_t> voxelsOf(const LabelVolume& label) {
    return {label.voxels().begin(), label.voxels().end()};
}

LabelVolume background() {
    return {kGrid, std::vector<std::uint8_t>(static_cast<std::size_t>(kGrid.voxelCount()), 0)};
}

template <class Call>
std::optional<ErrorCode> codeOf(Call&& call) {
    const auto error = errorOf(call);
    return error ? std::optional(error->code()) : std::nullopt;
}

/// One action that paints the voxels.
LabelChange painted(Correction& correction, const VoxelRuns& voxels, std::uint8_t labelClass) {
    correction.begin(EditTool::Brush);
    LabelChange change = correction.paint(voxels, labelClass);
    correction.end();
    return change;
}

}  // namespace

class TestCorrection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void undoAndRedoGiveTheVerySameVoxels();
    void cancelGivesTheVerySameVoxels();
    void eventsGiveTheSameStateElsewhere();
    void aStrokeIsOneAction();
    void whatIsProtectedStays();
    void whatDoesNotChangeIsNoAction();
    void theLabelIsAViewAndASnapshotIsNot();
    void beyondTheLimitTheOldestIsForgotten();
    void theTallyTellsWhatWasDone();
    void aRegionResolvedAgainCountsOnce();
    void slicesAreMarkedOnce();
    void slicesArePaintedWhereAPersonPaints();
    void whatCannotHaveHappenedIsCorrupt_data();
    void whatCannotHaveHappenedIsCorrupt();
    void misuseIsTold();
    void longStrokesStayCheap();
};

void TestCorrection::undoAndRedoGiveTheVerySameVoxels() {
    RandomEdits random(kGrid);
    const LabelVolume start = random.label();
    Correction correction(start);
    std::vector<std::vector<std::uint8_t>> states{voxelsOf(start)};
    for (int action = 0; action < 300; ++action) {
        // Back by a few, some of them again, and on from there; every state is met many times.
        for (int undone = random.upTo(3) == 0 ? random.upTo(6) : 0; undone > 0 && states.size() > 1; --undone) {
            QVERIFY(correction.canUndo());
            QVERIFY(!correction.undo().isEmpty());
            const auto latest = states.back();
            states.pop_back();
            QCOMPARE(voxelsOf(correction.label()), states.back());
            if (random.upTo(1) == 0) {
                QVERIFY(correction.canRedo());
                QVERIFY(!correction.redo().isEmpty());
                states.push_back(latest);
                QCOMPARE(voxelsOf(correction.label()), states.back());
            }
        }
        random.stroke(correction);
        const auto now = voxelsOf(correction.label());
        correction.end();
        QCOMPARE(voxelsOf(correction.label()), now);
        if (now != states.back()) {
            states.push_back(now);
            QVERIFY(!correction.canRedo());
        }
    }
    QVERIFY(states.size() > 100);
    while (correction.canUndo()) {
        static_cast<void>(correction.undo());
        states.pop_back();
        QCOMPARE(voxelsOf(correction.label()), states.back());
    }
    QCOMPARE(states.size(), std::size_t{1});
    QCOMPARE(voxelsOf(correction.label()), voxelsOf(start));
    QVERIFY(correction.isUntouched());
    QVERIFY(correction.undo().isEmpty());
}

void TestCorrection::cancelGivesTheVerySameVoxels() {
    RandomEdits random(kGrid);
    Correction correction(random.label());
    for (int round = 0; round < 100; ++round) {
        random.step(correction);
        const CorrectionState before(correction);
        const std::size_t bytes = correction.historyBytes();
        static_cast<void>(correction.takeEvents());
        random.stroke(correction);
        QVERIFY(correction.isActing());
        QVERIFY(correction.undo().isEmpty());  // not in the middle of a stroke
        correction.cancel();
        QVERIFY(!correction.isActing());
        QVERIFY(CorrectionState(correction) == before);
        QCOMPARE(correction.historyBytes(), bytes);
        QVERIFY(correction.takeEvents().empty());
    }
}

void TestCorrection::eventsGiveTheSameStateElsewhere() {
    RandomEdits random(kGrid);
    const LabelVolume start = random.label();
    Correction here(start);
    Correction elsewhere(start);
    for (int round = 0; round < 400; ++round) {
        random.step(here);
        for (const CorrectionEvent& event : here.takeEvents()) {
            elsewhere.apply(event);
        }
        QVERIFY2(CorrectionState(here) == CorrectionState(elsewhere), qPrintable(QString::number(round)));
    }
    QVERIFY(elsewhere.takeEvents().empty());
    QVERIFY(CorrectionState(here).regions.size() > 5);
    QVERIFY(CorrectionState(here).uses.size() > 5);
    QVERIFY(CorrectionState(here).seconds > 1);
}

void TestCorrection::aStrokeIsOneAction() {
    Correction correction(background());
    correction.begin(EditTool::Brush);
    QCOMPARE(correction.paint({{14, 4}}, 1).voxelCount(), 4);
    QCOMPARE(correction.paint({{16, 4}}, 1).voxelCount(), 2);  // two of them are it already
    QCOMPARE(correction.paint({{14, 1}}, 2).voxelCount(), 1);
    QCOMPARE(correction.paint({{19, 1}}, 0).voxelCount(), 1);  // taken back by hand
    QVERIFY(correction.takeEvents().empty());
    correction.end();
    const LabelChange expected{
        {{.first = 14, .length = 1, .before = 0, .after = 2}, {.first = 15, .length = 4, .before = 0, .after = 1}}};
    QCOMPARE(
        correction.takeEvents(),
        (std::vector<CorrectionEvent>{Edited{.tool = EditTool::Brush, .change = expected, .region = {}, .slice = {}}}));
    const LabelChange undone = correction.undo();
    QCOMPARE(undone.runs.front(), (ChangedRun{.first = 14, .length = 1, .before = 2, .after = 0}));
    QCOMPARE(undone.voxelCount(), 5);
    QVERIFY(!correction.canUndo());
    QCOMPARE(correction.takeEvents(), std::vector<CorrectionEvent>{Undone()});
}

void TestCorrection::whatIsProtectedStays() {
    RandomEdits random(kGrid);
    const LabelVolume start = random.label();
    Correction correction(start);
    PaintOver onlyBackground;
    onlyBackground.set(0);
    correction.setPaintOver(onlyBackground);
    const VoxelRuns all = runsWhere(kGrid.size, {.first = {}, .size = kGrid.size}, [](std::int64_t) { return true; });
    const LabelChange change = painted(correction, all, 2);
    QVERIFY(std::ranges::all_of(change.runs, [](const ChangedRun& run) { return run.before == 0 && run.after == 2; }));
    QCOMPARE(change.voxelCount(), std::ranges::count(start.voxels(), 0));
    for (std::size_t at = 0; at < start.voxels().size(); ++at) {
        QCOMPARE(correction.label().voxels()[at], start.voxels()[at] == 0 ? 2 : start.voxels()[at]);
    }
    // What somebody else answers does not go over them either.
    correction.resolve({.centre = {1, 1, 1}, .answer = RegionAnswer::Unknown}, all,
                       {kGrid, std::vector<std::uint8_t>(start.voxels().size(), kUnknownClass)});
    QCOMPARE(std::ranges::count(correction.label().voxels(), kUnknownClass), 0);
}

void TestCorrection::whatDoesNotChangeIsNoAction() {
    Correction correction(background());
    QVERIFY(painted(correction, {{3, 5}}, 0).isEmpty());
    correction.begin(EditTool::Fill);
    correction.paint({{3, 5}}, 1);
    correction.paint({{3, 5}}, 0);
    correction.end();
    QVERIFY(!correction.canUndo());
    QVERIFY(correction.takeEvents().empty());
    QVERIFY(correction.isUntouched());
    QCOMPARE(correction.tally().actions, 0);
    // But that a region is right as it is, is an answer.
    QVERIFY(correction.resolve({.centre = {2, 2, 2}, .answer = RegionAnswer::AsItIs}, {}, background()).isEmpty());
    QVERIFY(correction.canUndo());
    QVERIFY(!correction.isUntouched());
    QCOMPARE(correction.takeEvents().size(), std::size_t{1});
}

void TestCorrection::theLabelIsAViewAndASnapshotIsNot() {
    const LabelVolume start = background();
    Correction correction(start);
    const LabelVolume view = correction.label();
    const LabelVolume snapshot = correction.snapshot();
    painted(correction, {{3, 5}}, 1);
    QCOMPARE(view.voxels()[4], 1);
    QCOMPARE(snapshot.voxels()[4], 0);
    QCOMPARE(start.voxels()[4], 0);
    QCOMPARE(correction.start().voxels().data(), start.voxels().data());
    const Correction moved = std::move(correction);
    QCOMPARE(moved.label().voxels().data(), view.voxels().data());
}

void TestCorrection::beyondTheLimitTheOldestIsForgotten() {
    RandomEdits random(kGrid);
    const LabelVolume start = random.label();
    Correction whole(start);
    Correction bounded(start);
    for (int round = 0; round < 60; ++round) {
        random.stroke(whole);
        whole.end();
        random.resolve(whole);
        for (const CorrectionEvent& event : whole.takeEvents()) {
            bounded.apply(event);
        }
    }
    const std::size_t limit = whole.historyBytes() / 3;
    bounded.forgetBeyond(limit);
    QVERIFY(bounded.historyBytes() <= limit);
    QVERIFY(bounded.historyBytes() > limit / 2);
    QVERIFY(CorrectionState(bounded) == CorrectionState(whole));
    while (bounded.canUndo()) {
        QCOMPARE(bounded.undo(), whole.undo());
        QCOMPARE(voxelsOf(bounded.label()), voxelsOf(whole.label()));
    }
    QVERIFY(whole.canUndo());
    QVERIFY(!bounded.isUntouched());
    QCOMPARE(bounded.resolvedRegions(), whole.resolvedRegions());
    bounded.forgetBeyond(0);  // what was undone can be done again all the same
    QVERIFY(bounded.canRedo());
}

void TestCorrection::theTallyTellsWhatWasDone() {
    Correction correction(background());
    painted(correction, {{0, 10}}, 1);
    painted(correction, {{5, 5}}, 2);
    painted(correction, {{20, 4}}, kUnknownClass);
    correction.begin(EditTool::Eraser);
    correction.paint({{0, 2}}, 0);
    correction.end();
    painted(correction, {{30, 3}}, 1);
    static_cast<void>(correction.undo());
    correction.spend(2.5);
    correction.spend(std::numeric_limits<double>::quiet_NaN());
    correction.spend(-1);
    const CorrectionTally tally = correction.tally();
    QCOMPARE(tally.seconds, 2.5);
    QCOMPARE(tally.actions, 6);
    QCOMPARE(tally.uses, (std::map<EditTool, std::int64_t>{{EditTool::Brush, 3}, {EditTool::Eraser, 1}}));
    QCOMPARE(tally.changed, (std::map<std::pair<std::uint8_t, std::uint8_t>, std::int64_t>{
                                {{0, 1}, 3}, {{0, 2}, 5}, {{0, kUnknownClass}, 4}}));
}

void TestCorrection::aRegionResolvedAgainCountsOnce() {
    Correction correction(background());
    const ResolvedRegion first{.centre = {1, 2, 3}, .answer = RegionAnswer::DecoderA, .voxels = 4, .expectedErrors = 1};
    const ResolvedRegion other{.centre = {1, 2, 4}, .answer = RegionAnswer::Mean, .voxels = 2, .expectedErrors = 0.5};
    ResolvedRegion again = first;
    again.answer = RegionAnswer::AsItIs;
    for (const ResolvedRegion& one : {first, other, again}) {
        correction.resolve(one, {}, background());
    }
    QCOMPARE(correction.resolvedRegions(), (std::vector{other, again}));
    static_cast<void>(correction.undo());
    QCOMPARE(correction.resolvedRegions(), (std::vector{first, other}));
}

void TestCorrection::slicesAreMarkedOnce() {
    Correction correction(background());
    correction.markSlice(1, 10, true);
    correction.markSlice(1, 10, true);
    correction.markSlice(1, 11, true);  // beyond the grid
    correction.markSlice(1, -1, true);
    correction.markSlice(3, 0, true);
    QCOMPARE(correction.takeEvents(),
             (std::vector<CorrectionEvent>{SliceMarked{.axis = 1, .slice = 10, .isLookedAt = true}}));
    QVERIFY(correction.isLookedAt(1, 10));
    QVERIFY(!correction.isLookedAt(0, 10));
    QVERIFY(!correction.isLookedAt(3, 0));
    QVERIFY(!correction.isUntouched());
    correction.markSlice(1, 10, false);
    QVERIFY(correction.isUntouched());
}

void TestCorrection::slicesArePaintedWhereAPersonPaints() {
    using Slices = std::set<std::int64_t>;
    Correction correction(background());
    // A ball changes voxels of other slices, too.
    const VoxelRuns ball = runsWhere(kGrid.size, {{3, 3, 3}, {4, 4, 4}}, [](std::int64_t) { return true; });
    const auto paintIn = [&](const SliceOf& slice, std::uint8_t labelClass) {
        correction.begin(EditTool::Brush, slice);
        static_cast<void>(correction.paint(ball, labelClass));
        correction.end();
    };
    paintIn({2, 5}, 1);
    paintIn({0, 4}, 2);
    paintIn({2, 6}, 2);  // changes nothing
    QVERIFY(correction.paintedSlices(2) == Slices{5});
    QVERIFY(correction.paintedSlices(0) == Slices{4});
    QVERIFY(correction.paintedSlices(1).empty());
    static_cast<void>(correction.undo());
    QVERIFY(correction.paintedSlices(0).empty());
    static_cast<void>(correction.redo());
    QVERIFY(correction.paintedSlices(0) == Slices{4});
    correction.forgetBeyond(0);
    QVERIFY(!correction.canUndo());
    QVERIFY(correction.paintedSlices(2) == Slices{5});
    QVERIFY(correction.paintedSlices(0) == Slices{4});
}

void TestCorrection::whatCannotHaveHappenedIsCorrupt_data() {
    QTest::addColumn<CorrectionEvent>("event");
    const auto edited = [](std::vector<ChangedRun> runs, std::optional<ResolvedRegion> region = {},
                           EditTool tool = EditTool::Brush) {
        return CorrectionEvent(Edited{.tool = tool, .change = {std::move(runs)}, .region = region});
    };
    const std::int64_t end = kGrid.voxelCount();
    QTest::newRow("nothing to undo") << CorrectionEvent(Undone());
    QTest::newRow("nothing to redo") << CorrectionEvent(Redone());
    QTest::newRow("no change") << edited({});
    QTest::newRow("before the grid") << edited({{-1, 1, 0, 1}});
    QTest::newRow("beyond the grid") << edited({{end, 1, 0, 1}});
    QTest::newRow("out of the grid") << edited({{end - 1, 2, 0, 1}});
    QTest::newRow("far beyond") << edited({{std::numeric_limits<std::int64_t>::max(), 1, 0, 1}});
    QTest::newRow("over the end of a row") << edited({{12, 2, 0, 1}});
    QTest::newRow("no length") << edited({{3, 0, 0, 1}});
    QTest::newRow("a negative length") << edited({{3, -2, 0, 1}});
    QTest::newRow("overlapping") << edited({{3, 3, 0, 1}, {5, 2, 0, 1}});
    QTest::newRow("descending") << edited({{8, 1, 0, 1}, {3, 2, 0, 1}});
    QTest::newRow("another class before") << edited({{3, 2, 1, 2}});
    QTest::newRow("the class that it was") << edited({{3, 2, 0, 0}});
    QTest::newRow("a region without its tool") << edited({{3, 2, 0, 1}}, ResolvedRegion());
    QTest::newRow("the tool without a region") << edited({{3, 2, 0, 1}}, {}, EditTool::Region);
    QTest::newRow("a region beyond the grid") << edited({}, ResolvedRegion{.centre = {0, 0, 9}}, EditTool::Region);
    QTest::newRow("a region of no size") << edited({}, ResolvedRegion{.voxels = -1}, EditTool::Region);
    QTest::newRow("a region of no errors")
        << edited({}, ResolvedRegion{.expectedErrors = std::numeric_limits<double>::quiet_NaN()}, EditTool::Region);
    const auto paintedIn = [](const SliceOf& slice) {
        return CorrectionEvent(Edited{.change = {{{3, 2, 0, 1}}}, .slice = slice});
    };
    QTest::newRow("painted beyond the grid") << paintedIn({2, 9});
    QTest::newRow("painted along no axis") << paintedIn({3, 0});
    QTest::newRow("a slice beyond the grid") << CorrectionEvent(SliceMarked{.axis = 2, .slice = 9});
    QTest::newRow("a slice before the grid") << CorrectionEvent(SliceMarked{.axis = 2, .slice = -1});
    QTest::newRow("no axis") << CorrectionEvent(SliceMarked{.axis = 3, .slice = 0});
    QTest::newRow("time that is none") << CorrectionEvent(TimeSpent{std::numeric_limits<double>::infinity()});
    QTest::newRow("time that came back") << CorrectionEvent(TimeSpent{-1});
}

void TestCorrection::whatCannotHaveHappenedIsCorrupt() {
    QFETCH(const CorrectionEvent, event);
    Correction correction(background());
    const CorrectionState before(correction);
    QCOMPARE(codeOf([&] { correction.apply(event); }), ErrorCode::Corrupt);
    QVERIFY(CorrectionState(correction) == before);
}

void TestCorrection::misuseIsTold() {
    Correction correction(background());
    QCOMPARE(codeOf([&] { correction.paint({{3, 2}}, 1); }), ErrorCode::Internal);
    correction.begin(EditTool::Brush);
    QCOMPARE(codeOf([&] { correction.paint({{12, 2}}, 1); }), ErrorCode::Internal);
    QCOMPARE(codeOf([&] { correction.paint({{kGrid.voxelCount(), 1}}, 1); }), ErrorCode::Internal);
    const Geometry other{.size = {13, 11, 8}};
    const LabelVolume small(other, std::vector<std::uint8_t>(static_cast<std::size_t>(other.voxelCount()), 1));
    QCOMPARE(codeOf([&] { correction.take({{3, 2}}, small); }), ErrorCode::Internal);
    QCOMPARE(codeOf([&] { correction.resolve({.centre = {0, 0, 9}}, {}, background()); }), ErrorCode::Internal);
    correction.cancel();
    correction.begin(EditTool::Brush, SliceOf{2, 9});
    QCOMPARE(codeOf([&] { correction.paint({{3, 2}}, 1); }), ErrorCode::Internal);
    correction.cancel();
    QCOMPARE(voxelsOf(correction.label()), voxelsOf(background()));
}

void TestCorrection::longStrokesStayCheap() {
    constexpr Geometry kLarge{.size = {512, 512, 60}};
    Correction correction(
        LabelVolume(kLarge, std::vector<std::uint8_t>(static_cast<std::size_t>(kLarge.voxelCount()), 0)));
    constexpr std::int64_t kRadius = 20;
    const auto ball = [&](std::int64_t x, std::int64_t y) {
        const Box box{.first = {x - kRadius, y - kRadius, 10}, .size = {2 * kRadius + 1, 2 * kRadius + 1, 41}};
        return runsWhere(kLarge.size, box, [&](std::int64_t at) {
            const Index3 from{at % 512 - x, at / 512 % 512 - y, at / (512 * 512) - 30};
            return from[0] * from[0] + from[1] * from[1] + from[2] * from[2] <= kRadius * kRadius;
        });
    };
    // Voxel by voxel in both directions: what a person does who fills a slab with a ball.
    double longestMs = 0;
    QElapsedTimer timer;
    correction.begin(EditTool::Brush);
    for (std::int64_t step = 0; step < 400; ++step) {
        for (const VoxelRuns& voxels : {ball(50 + step, 100), ball(300, 50 + step)}) {
            timer.start();
            correction.paint(voxels, 1);
            longestMs = std::max(longestMs, 1e-6 * static_cast<double>(timer.nsecsElapsed()));
        }
    }
    timer.start();
    correction.end();
    const double endMs = 1e-6 * static_cast<double>(timer.nsecsElapsed());
    qInfo("the longest of 800 calls took %.2f ms, the end of the stroke %.2f ms", longestMs, endMs);
    // A screen shows 60 pictures a second; machines that test may be slow.
    QVERIFY(longestMs < 100);
    QVERIFY(endMs < 200);
    QVERIFY(correction.historyBytes() < (std::size_t{1} << 20U));
    static_cast<void>(correction.undo());
    QVERIFY(std::ranges::all_of(correction.label().voxels(), [](std::uint8_t voxel) { return voxel == 0; }));
}

QTEST_GUILESS_MAIN(TestCorrection)
#include "tst_correction.moc"
