#include "ui/import_panel.h"

#include "ui/format.h"
#include "ui/look.h"
#include "ui/views/look_label.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace lab {
namespace {

enum ColumnRole { Unused, TextColumn, LabelColumn };
constexpr int kShownRows = 6;
constexpr int kLongestCell = 160; // letters

} // namespace

ImportPanel::ImportPanel(const Look& look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_title(new LookLabel(look, Type::Strong, Role::Text, {}, this)),
      m_found(new LookLabel(look, Type::Secondary, Role::Muted, {}, this)),
      m_problem(new LookLabel(look, Type::Secondary, Role::Negative, {}, this)),
      m_table(new QTableWidget(this)) {
    setObjectName(QStringLiteral("importPanel"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(look.u(4), look.u(3), look.u(4), look.u(4));
    column->setSpacing(look.u(2));
    auto* head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addWidget(m_found, 1);
    column->addLayout(head);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setFocusPolicy(Qt::NoFocus);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(look.u(6.5));
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setAccessibleName(tr("First rows of the file"));
    column->addWidget(m_table);
    m_problem->setWordWrap(true);
    column->addWidget(m_problem);
    createButtons();
    hide();
}

void ImportPanel::createButtons() {
    auto* row = new QHBoxLayout;
    m_use = new QPushButton(tr("Use this data"), this);
    m_use->setObjectName(QStringLiteral("useData"));
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("cancelData"));
    row->addWidget(m_use);
    row->addWidget(cancel);
    row->addStretch();
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(cancel, &QPushButton::clicked, this, &QWidget::hide);
    connect(m_use, &QPushButton::clicked, this, [this] {
        hide();
        emit accepted(config(), dataName(m_spec));
    });
}

void ImportPanel::show(const QString& spec, const SourcePreview& preview) {
    m_spec = spec;
    m_columns = preview.columns;
    m_named = preview.hasHeader || preview.delimiter.empty();
    m_title->setText(QFileInfo(spec).fileName());
    QStringList found{QString::fromStdString(preview.format).toUpper()};
    found << (preview.columns.size() == 1 ? tr("1 column") : tr("%1 columns").arg(preview.columns.size()));
    if (!preview.delimiter.empty())
        found << tr("separated by %1")
                     .arg(preview.delimiter == "\t" ? tr("tabs") : QString::fromStdString(preview.delimiter));
    found << (preview.hasHeader ? tr("with a header line") : tr("without a header line"));
    m_found->setText(found.join(QStringLiteral(" · ")));
    fillRows(preview);
    m_problem->setText(QString::fromStdString(preview.problem));
    check();
    QWidget::show();
    raise();
}

void ImportPanel::fillRows(const SourcePreview& preview) {
    m_table->clear();
    m_roles.clear();
    const int columns = static_cast<int>(preview.columns.size());
    const int rows = std::min(static_cast<int>(preview.rows.size()), kShownRows);
    m_table->setColumnCount(columns);
    m_table->setRowCount(rows + 1);
    m_table->setHorizontalHeaderLabels([&] {
        QStringList names;
        for (const auto& name : preview.columns)
            names << QString::fromStdString(name);
        return names;
    }());
    for (int column = 0; column < columns; ++column) {
        const std::string& name = preview.columns[static_cast<std::size_t>(column)];
        auto* role = new QComboBox(m_table);
        role->addItems({tr("not used"), tr("text"), tr("class")});
        const auto& texts = preview.textColumns;
        if (std::find(texts.begin(), texts.end(), name) != texts.end())
            role->setCurrentIndex(TextColumn);
        else if (name == preview.labelColumn)
            role->setCurrentIndex(LabelColumn);
        role->setAccessibleName(tr("Use of column %1").arg(QString::fromStdString(name)));
        role->setObjectName(QStringLiteral("columnRole%1").arg(column));
        connect(role, &QComboBox::currentIndexChanged, this, &ImportPanel::check);
        m_roles.push_back(role);
        m_table->setCellWidget(0, column, role);
        for (int row = 0; row < rows; ++row) {
            const auto& cells = preview.rows[static_cast<std::size_t>(row)];
            const QString text = static_cast<std::size_t>(column) < cells.size()
                                     ? QString::fromStdString(cells[static_cast<std::size_t>(column)])
                                     : QString();
            m_table->setItem(row + 1, column, new QTableWidgetItem(text.simplified().left(kLongestCell)));
        }
        m_table->setColumnWidth(column, m_look.u(columns > 4 ? 30 : 45));
    }
    m_table->setFixedHeight(m_look.u(6.5) * (rows + 2) + m_look.u(3));
}

DataConfig ImportPanel::config() const {
    DataConfig config;
    config.spec = m_spec.toStdString();
    for (std::size_t column = 0; column < m_roles.size(); ++column) {
        const std::string name = m_named ? m_columns[column] : std::to_string(column + 1);
        if (m_roles[column]->currentIndex() == TextColumn)
            config.textColumns.push_back(name);
        else if (m_roles[column]->currentIndex() == LabelColumn)
            config.labelColumn = name;
    }
    return config;
}

void ImportPanel::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(QRect(0, height() - Look::kLine, width(), Look::kLine),
                            m_look.colour(Role::Line));
}

void ImportPanel::check() {
    const auto count = [this](int role) {
        return std::count_if(m_roles.begin(), m_roles.end(),
                             [&](QComboBox* each) { return each->currentIndex() == role; });
    };
    QString problem;
    if (count(TextColumn) == 0)
        problem = tr("Choose at least one column as text.");
    else if (count(LabelColumn) != 1)
        problem = tr("Choose one column as class.");
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_use->setEnabled(problem.isEmpty());
}

} // namespace lab
