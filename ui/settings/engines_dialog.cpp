#include "ui/settings/engines_dialog.h"

#include "core/base/error.h"
#include "core/engines/engine_build.h"
#include "ui/numbers/quantity.h"
#include "ui/theme/allow.h"
#include "ui/theme/attempt.h"
#include "ui/theme/breakable.h"
#include "ui/theme/dialogs.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem {
namespace {

QString titleOf(const GraphicsCard& card) {
    const QString name = QString::fromStdString(card.name);
    return card.memoryBytes > 0 ? name + ", " + Quantity::bytes(card.memoryBytes) : name;
}

}  // namespace

EnginesDialog::EnginesDialog(JobList& jobs, QWidget* parent)
    : QDialog(parent),
      m_jobs(jobs),
      m_cards(new QLabel(this)),
      m_engines(new QListWidget(this)),
      m_use(new QPushButton(tr("&Use this one"), this)),
      m_torchs(new QComboBox(this)),
      m_build(new QPushButton(tr("&Build and use"), this)),
      m_told(new QLabel(this)),
      m_looking([this](const Found& found) { showFound(found); },
                [this](const QString& sentence, const QString&) { tell(sentence); }),
      m_browsing(
          [this](const FoundTorch& torch) {
              addTorch(torch);
              m_torchs->setCurrentIndex(m_torchs->count() - 1);
              allowBuild();
          },
          [this](const QString& sentence, const QString&) { tell(sentence); }) {
    setObjectName("engines");
    setWindowTitle(tr("Use a GPU"));
    m_cards->setObjectName("engineCards");
    m_cards->setWordWrap(true);
    m_engines->setObjectName("engineList");
    m_engines->setAccessibleName(tr("Engines"));
    m_use->setObjectName("useEngine");
    m_torchs->setObjectName("engineTorchs");
    m_torchs->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_build->setObjectName("buildEngine");
    m_told->setObjectName("engineTold");
    m_told->setWordWrap(true);
    auto* const browse = new QPushButton(tr("B&rowse…"), this);
    browse->setObjectName("browseTorch");
    auto* const purpose = new QLabel(
        tr("An engine computes with one LibTorch. The program's own uses the system's, which knows no cards; for a "
           "card an engine is built for a LibTorch with CUDA, such as that of a Python environment. It takes some "
           "minutes, checks itself, and is used when the program starts the next time."),
        this);
    purpose->setWordWrap(true);
    auto* const torchTitle = new QLabel(tr("&LibTorch"), this);
    torchTitle->setBuddy(m_torchs);
    auto* const torchRow = new QHBoxLayout;
    torchRow->addWidget(torchTitle);
    torchRow->addWidget(m_torchs, 1);
    torchRow->addWidget(browse);
    torchRow->addWidget(m_build);
    auto* const useRow = new QHBoxLayout;
    useRow->addStretch();
    useRow->addWidget(m_use);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    for (QPushButton* const button : {m_use, m_build, browse}) {
        button->setAutoDefault(false);
    }
    auto* const layout = new QVBoxLayout(this);
    for (QWidget* const row :
         {static_cast<QWidget*>(m_cards), static_cast<QWidget*>(purpose), static_cast<QWidget*>(m_engines)}) {
        layout->addWidget(row);
    }
    layout->addLayout(useRow);
    layout->addLayout(torchRow);
    layout->addWidget(m_told);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(browse, &QPushButton::clicked, this, &EnginesDialog::browse);
    connect(m_use, &QPushButton::clicked, this, &EnginesDialog::use);
    connect(m_build, &QPushButton::clicked, this, &EnginesDialog::build);
    resize(720, 340);
    readEngines();
    look();
}

void EnginesDialog::look() {
    m_cards->setText(tr("Looking for cards and LibTorchs…"));
    allow(*m_build, tr("Looking for cards and LibTorchs…"), {});
    m_looking.ask(tr("Looking for cards and LibTorchs"), [](const Progress&, const std::stop_token&) {
        return Found{.cards = graphicsCards(), .torchs = findTorchs()};
    });
}

void EnginesDialog::showFound(const Found& found) {
    QStringList cards;
    for (const GraphicsCard& card : found.cards) {
        cards << titleOf(card);
    }
    m_cards->setText(cards.isEmpty() ? tr("No NVIDIA card was found on this machine.") : cards.join('\n'));
    for (const FoundTorch& torch : found.torchs) {
        addTorch(torch);
    }
    allowBuild();
}

void EnginesDialog::addTorch(const FoundTorch& torch) {
    m_found.push_back(torch);
    const QString version = QString::fromStdString(torch.version);
    const QString origin = QString::fromStdString(torch.origin);
    m_torchs->addItem(torch.hasCuda ? tr("%1 with CUDA · %2").arg(version, origin)
                                    : tr("%1 without CUDA · %2").arg(version, origin));
    m_torchs->setItemData(m_torchs->count() - 1, QString::fromStdString(torch.folder.string()), Qt::ToolTipRole);
}

void EnginesDialog::allowBuild() {
    allow(*m_build,
          m_isBuilding      ? tr("An engine is being built.")
          : m_found.empty() ? tr("Choose a LibTorch, or a Python environment that has one.")
                            : QString(),
          {});
}

void EnginesDialog::browse() {
    askForFolder(*this, tr("A Python environment, or a folder of LibTorch"), {}, [this](const QString& folder) {
        m_browsing.ask(
            tr("Looking for cards and LibTorchs"),
            [place = folder.toStdString()](const Progress&, const std::stop_token&) { return torchAt(place); });
    });
}

void EnginesDialog::readEngines() {
    m_engines->clear();
    const auto chosen = chosenEngine();
    m_engines->addItem(tr("The program's own"));
    for (const BuiltEngine& engine : builtEngines()) {
        auto* const item = new QListWidgetItem(
            tr("%1 · %2 · %n comparison(s) passed on %3", nullptr, static_cast<int>(engine.comparisons))
                .arg(QString::fromStdString(engine.name), QString::fromStdString(engine.version),
                     QString::fromStdString(engine.device)),
            m_engines);
        item->setData(Qt::UserRole, QString::fromStdString(engine.name));
        if (chosen == engine) {
            m_engines->setCurrentItem(item);
        }
    }
    if (!chosen) {
        m_engines->setCurrentRow(0);
    }
}

void EnginesDialog::use() {
    const std::string name = m_engines->currentItem()->data(Qt::UserRole).toString().toStdString();
    const bool isDone =
        attempt([&] { chooseEngine(name); }, [this](const QString& sentence, const QString&) { tell(sentence); });
    if (isDone) {
        tell(tr("It is used when the program starts the next time."));
    }
}

void EnginesDialog::build() {
    const FoundTorch torch = m_found[static_cast<std::size_t>(m_torchs->currentIndex())];
    auto job = std::make_unique<ResultJob<BuiltEngine>>(
        tr("Building an engine for LibTorch %1").arg(QString::fromStdString(torch.version)),
        [torch](const Progress& progress, const std::stop_token& stop) {
            const BuiltEngine built = buildEngine(
                {.name = engineNameFor(torch), .torch = torch, .source = engineSource(), .build = {}, .device = {}},
                progress, stop);
            chooseEngine(built.name);
            return built;
        });
    m_isBuilding = true;
    allowBuild();
    connect(job.get(), &Job::progressed, this, [this](double, const QString& line) { tell(line); });
    connect(job.get(), &Job::finished, this, [this] {
        readEngines();
        tell(tr("The engine is built and checked. It is used when the program starts the next time."));
    });
    connect(job.get(), &Job::failed, this, &EnginesDialog::tell);
    connect(job.get(), &Job::ended, this, [this] {
        m_isBuilding = false;
        allowBuild();
    });
    m_jobs.startNow(std::move(job));
}

void EnginesDialog::tell(const QString& sentence) {
    m_told->setText(breakable(sentence));
}

}  // namespace tandem
