#include "ui/window/start_page.h"

#include "ui/theme/icon.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem {
namespace {

constexpr int kColumnWidth = 620;

QLabel* labelOf(const char* role, QWidget* parent) {
    auto* const label = new QLabel(parent);
    label->setProperty("role", role);
    return label;
}

}  // namespace

StartPage::StartPage(QWidget* parent)
    : QWidget(parent),
      m_title(labelOf("title", this)),
      m_subtitle(labelOf("faint", this)),
      m_new(new QPushButton(this)),
      m_open(new QPushButton(this)),
      m_recentTitle(labelOf("heading", this)),
      m_noRecent(labelOf("faint", this)),
      m_recent(new QListWidget(this)) {
    m_new->setObjectName("newProject");
    m_new->setProperty("primary", true);
    m_open->setObjectName("openProject");
    m_recent->setObjectName("recentProjects");
    m_recent->setSpacing(2);
    m_noRecent->setWordWrap(true);
    auto* const icon = new QLabel(this);
    icon->setPixmap(programIcon().pixmap(56, 56));
    auto* const titles = new QVBoxLayout;
    titles->addWidget(m_title);
    titles->addWidget(m_subtitle);
    auto* const heading = new QHBoxLayout;
    heading->setSpacing(16);
    heading->addWidget(icon);
    heading->addLayout(titles, 1);
    auto* const buttons = new QHBoxLayout;
    buttons->addWidget(m_new);
    buttons->addWidget(m_open);
    buttons->addStretch();
    auto* const column = new QWidget(this);
    column->setFixedWidth(kColumnWidth);
    auto* const layout = new QVBoxLayout(column);
    layout->setSpacing(14);
    layout->addLayout(heading);
    layout->addSpacing(8);
    layout->addLayout(buttons);
    layout->addSpacing(18);
    layout->addWidget(m_recentTitle);
    layout->addWidget(m_noRecent);
    layout->addWidget(m_recent, 1);
    auto* const middle = new QHBoxLayout(this);
    middle->setContentsMargins(24, 64, 24, 24);
    middle->addStretch();
    middle->addWidget(column);
    middle->addStretch();
    connect(m_new, &QPushButton::clicked, this, &StartPage::newWanted);
    connect(m_open, &QPushButton::clicked, this, &StartPage::openWanted);
    connect(m_recent, &QListWidget::itemActivated, this,
            [this](const QListWidgetItem* item) { Q_EMIT projectChosen(item->data(Qt::UserRole).toString()); });
    setRecent({});
    retranslate();
}

void StartPage::setRecent(const QStringList& folders) {
    m_recent->clear();
    for (const QString& folder : folders) {
        const QFileInfo place(folder);
        auto* const item = new QListWidgetItem(place.completeBaseName() + "\n" + place.absolutePath(), m_recent);
        item->setData(Qt::UserRole, folder);
        item->setToolTip(folder);
    }
    m_recent->setVisible(!folders.isEmpty());
    m_noRecent->setVisible(folders.isEmpty());
    m_noRecent->setAlignment(Qt::AlignTop);
}

void StartPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void StartPage::retranslate() {
    m_title->setText(tr("Tandem"));
    m_subtitle->setText(tr("Reliable segmentations of 3D medical images from few labels"));
    m_new->setText(tr("New project…"));
    m_open->setText(tr("Open project…"));
    m_recentTitle->setText(tr("Recent projects"));
    m_noRecent->setText(
        tr("None yet. A new project is a folder of its own; your images stay where they are. "
           "You can also drop a project folder here."));
}

}  // namespace tandem
