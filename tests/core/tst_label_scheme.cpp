#include "core/study/label_scheme.h"
#include "core/study/label_values.h"
#include "core/study/split_role.h"
#include "core/volume/unknown_class.h"
#include "tests/core/expect_error.h"

#include <QtTest>
#include <set>

using namespace tandem;

class TestLabelScheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesGiveValuesAndColours();
    void fileValuesAreLookedUp();
    void checkRefuses_data();
    void checkRefuses();
    void splitRolesHaveNames();
    void unknownHasAFileValueOfItsOwn_data();
    void unknownHasAFileValueOfItsOwn();
    void valuesMayMeanUnknown();
    void aMapIsReadAsItIsWritten();
    void aMapThatCannotBeReadIsRefused_data();
    void aMapThatCannotBeReadIsRefused();
};

void TestLabelScheme::namesGiveValuesAndColours() {
    const LabelScheme scheme = LabelScheme::fromNames({"background", "left ventricle", "myocardium", "Größe"});
    QCOMPARE(scheme.count(), 4);
    QCOMPARE(scheme.names(), (std::vector<std::string>{"background", "left ventricle", "myocardium", "Größe"}));
    std::set<std::array<std::uint8_t, 3>> colours;
    for (int index = 0; index < scheme.count(); ++index) {
        QCOMPARE(scheme.classes[static_cast<std::size_t>(index)].fileValue, index);
        colours.insert(scheme.classes[static_cast<std::size_t>(index)].colour);
    }
    QCOMPARE(colours.size(), std::size_t{4});
    QCOMPARE(scheme.classes[0].colour, (std::array<std::uint8_t, 3>{0, 0, 0}));
}

void TestLabelScheme::fileValuesAreLookedUp() {
    LabelScheme scheme = LabelScheme::fromNames({"background", "a", "b"});
    scheme.classes[1].fileValue = 500;
    scheme.classes[2].fileValue = -3;
    QCOMPARE(scheme.indexOfFileValue(0), 0);
    QCOMPARE(scheme.indexOfFileValue(500), 1);
    QCOMPARE(scheme.indexOfFileValue(-3), 2);
    QCOMPARE(scheme.indexOfFileValue(1), -1);
}

void TestLabelScheme::checkRefuses_data() {
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("words");
    QTest::newRow("background alone") << QStringList{"background"} << "it has 1";
    QTest::newRow("nothing") << QStringList{} << "it has 0";
    QTest::newRow("no name") << QStringList{"background", ""} << "\"\" is empty";
    QTest::newRow("twice") << QStringList{"background", "a", "a"} << "\"a\" is empty or used twice";
    QStringList many;
    for (int i = 0; i < 256; ++i) {
        many << QString::number(i);
    }
    QTest::newRow("too many") << many << "it has 256";
    QTest::newRow("as many as fit") << many.mid(1) << QString();
}

void TestLabelScheme::checkRefuses() {
    QFETCH(QStringList, names);
    QFETCH(QString, words);
    std::vector<std::string> plain;
    for (const QString& name : names) {
        plain.push_back(name.toStdString());
    }
    const auto error = errorOf([&] { return LabelScheme::fromNames(plain); });
    QCOMPARE(error.has_value(), !words.isEmpty());
    if (error) {
        QCOMPARE(error->code(), ErrorCode::InvalidInput);
        QVERIFY2(mentions(error, words.toStdString()), error->what());
    }

    LabelScheme sameValues = LabelScheme::fromNames({"background", "a"});
    sameValues.classes[1].fileValue = 0;
    QVERIFY(mentions(errorOf([&] { return sameValues.check(); }), "same voxel value 0"));
}

void TestLabelScheme::splitRolesHaveNames() {
    for (const SplitRole role : kSplitRoles) {
        QCOMPARE(choiceNamed<SplitRole>(nameOf(role)), role);
    }
    QCOMPARE(nameOf(SplitRole::TrainingUnlabelled), std::string_view("unlabelled"));
    QVERIFY(!choiceNamed<SplitRole>("training"));
}

void TestLabelScheme::unknownHasAFileValueOfItsOwn_data() {
    QTest::addColumn<QList<int>>("values");
    QTest::addColumn<int>("unknown");
    QTest::newRow("nobody has 255") << QList<int>{0, 1} << 255;
    QTest::newRow("a structure is 255") << QList<int>{0, 255} << 254;
    QTest::newRow("structures from above") << QList<int>{253, 255, 254} << 252;
    QList<int> most;
    for (int value = 1; value < 256; ++value) {
        most.append(value);
    }
    QTest::newRow("all bytes but one") << most << 0;
}

void TestLabelScheme::unknownHasAFileValueOfItsOwn() {
    QFETCH(const QList<int>, values);
    QFETCH(const int, unknown);
    LabelScheme scheme;
    for (const int value : values) {
        scheme.classes.push_back({.name = std::to_string(value), .fileValue = value});
    }
    scheme.check();
    QCOMPARE(scheme.unknownFileValue(), unknown);
    QCOMPARE(scheme.indexOfFileValue(unknown), -1);
}

void TestLabelScheme::valuesMayMeanUnknown() {
    LabelScheme scheme = LabelScheme::fromNames({"background", "a"});
    scheme.classes[1].fileValue = 255;
    const LabelValueMap map{{3, kUnknownClass}, {7, 1}};
    const RawLabelVolume label({.size = {5, 1, 1}}, {0, 3, 7, 255, 3});
    const RawLabelVolume mapped = withSchemeValues(label, map, scheme);
    QVERIFY(std::ranges::equal(mapped.voxels(), std::vector<std::int32_t>{0, 254, 255, 255, 254}));
    QCOMPARE(classOfFileValue(3, map, scheme), int{kUnknownClass});
    QCOMPARE(classOfFileValue(255, map, scheme), 1);
    QCOMPARE(classOfFileValue(254, map, scheme), -1);  // nobody said what it is in this file
    QVERIFY(mentions(errorOf([&] { return withSchemeValues(label, {{3, 2}}, scheme); }), "mapped to class 2"));
    QVERIFY(mentions(errorOf([&] { return withSchemeValues(label, {{3, 254}}, scheme); }), "mapped to class 254"));
}

void TestLabelScheme::aMapIsReadAsItIsWritten() {
    const LabelValueMap map{{-5, 0}, {200, 1}, {255, kUnknownClass}};
    QCOMPARE(textOf(map), std::string("-5=0,200=1,255=unknown"));
    QCOMPARE(parseLabelValues(textOf(map)), map);
    QCOMPARE(parseLabelValues("4=255"), (LabelValueMap{{4, kUnknownClass}}));  // as a program of ours may have written
    QVERIFY(parseLabelValues("").empty());
}

void TestLabelScheme::aMapThatCannotBeReadIsRefused_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("no class") << "3=";
    QTest::newRow("another word") << "3=nobody";
    QTest::newRow("a word more") << "3=unknown?";
    QTest::newRow("unknown as the value") << "unknown=3";
    QTest::newRow("twice") << "3=unknown,3=1";
}

void TestLabelScheme::aMapThatCannotBeReadIsRefused() {
    QFETCH(const QString, text);
    const auto error = errorOf([&] { return parseLabelValues(text.toStdString()); });
    QVERIFY(error && error->code() == ErrorCode::InvalidInput);
}

QTEST_GUILESS_MAIN(TestLabelScheme)
#include "tst_label_scheme.moc"
