#include "ui/pages/inspect_details.h"

#include "ui/look/look.h"
#include "ui/studio/explaining.h"
#include "ui/views/attention/agreement_list.h"
#include "ui/views/attention/attention_table.h"
#include "ui/views/attention/head_table.h"
#include "ui/views/controls/action_button.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/section_header.h"
#include "ui/words/format.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lab {
namespace {

QString nameOfOrder(const std::string& name) {
    if (name == "pool")
        return InspectDetails::tr("Pooling weight");
    if (name == "gradient")
        return InspectDetails::tr("Gradient × input");
    return InspectDetails::tr("%1, mean of heads").arg(kindSymbol(name));
}

QString nameOfRow(const std::string& kind) {
    return kind == "alpha"  ? InspectDetails::tr("α query")
           : kind == "beta" ? InspectDetails::tr("β key")
                            : kindSymbol(kind);
}

} // namespace

InspectDetails::InspectDetails(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Window);
    setMinimumWidth(m_look.u(60));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_header = new SectionHeader(m_look, tr("Chosen token"), SectionHeader::Place::Properties, this);
    column->addWidget(m_header);
    m_title = addLabel("tokenTitle", true);
    m_place = addLabel("tokenPlace", false);
    column->addWidget(createStandings());
    column->addWidget(new Hairline(m_look, Qt::Horizontal, this));
    m_headTable = new HeadTable(m_look, this);
    column->addWidget(m_headTable, 1);
    m_agreementZone = new QWidget(this);
    auto* zone = new QVBoxLayout(m_agreementZone);
    zone->setContentsMargins(0, 0, 0, m_look.u(2));
    zone->setSpacing(0);
    auto* header = new SectionHeader(m_look, tr("Leave-one-out"), SectionHeader::Place::Properties, this);
    header->setNote(tr("rank correlation"));
    zone->addWidget(header);
    m_agreement = new AgreementList(m_look, m_agreementZone);
    m_agreement->setObjectName(QStringLiteral("agreement"));
    zone->addWidget(m_agreement);
    column->addWidget(m_agreementZone);
    m_agreementZone->hide();
    connect(m_headTable, &HeadTable::currentChanged, this, [this] {
        showToken();
        emit headChosen();
    });
    showToken();
}

LookLabel* InspectDetails::addLabel(const char* name, bool strong) {
    auto* label = new LookLabel(m_look, strong ? Type::Strong : Type::Secondary,
                                strong ? Role::Text : Role::Muted, {}, this);
    label->setObjectName(QString::fromLatin1(name));
    label->setContentsMargins(m_look.u(3.5), 0, m_look.u(3.5), m_look.u(1));
    label->setWordWrap(true);
    layout()->addWidget(label);
    return label;
}

QWidget* InspectDetails::createStandings() {
    auto* zone = new QWidget(this);
    auto* grid = new QGridLayout(zone);
    grid->setContentsMargins(m_look.u(3.5), 0, m_look.u(3.5), m_look.u(2));
    grid->setVerticalSpacing(m_look.u(1));
    grid->setColumnStretch(0, 1);
    const QString heads[] = {tr("value"), tr("rank"), tr("× uniform")};
    for (int column = 0; column < 3; ++column)
        grid->addWidget(new LookLabel(m_look, Type::Secondary, Role::Muted, heads[column], zone), 0,
                        column + 1, Qt::AlignRight);
    const auto fill = [&](Row& cells, int row, const char* name) {
        for (int column = 0; column < 4; ++column) {
            cells[column] = new LookLabel(m_look, Type::Body, Role::Text, {}, zone);
            grid->addWidget(cells[column], row, column, column == 0 ? Qt::AlignLeft : Qt::AlignRight);
        }
        cells[1]->setObjectName(QString::fromLatin1(name));
    };
    fill(m_first, 1, "tokenHeadValue");
    fill(m_second, 2, "tokenSecondValue");
    fill(m_pool, 3, "tokenPoolValue");
    return zone;
}

void InspectDetails::showMap(const AttentionMap& map) {
    m_map = map;
    m_heads = headStatistics(map);
    m_token = std::min(m_token, static_cast<int>(map.tokens.size()) - 1);
    m_headTable->setStatistics(m_heads, static_cast<int>(map.tokens.size()));
    showToken();
}

void InspectDetails::setToken(int token) {
    m_token = token;
    showToken();
}

const HeadStatistics* InspectDetails::head() const {
    const int row = m_headTable->current();
    return row >= 0 && row < static_cast<int>(m_heads.size()) ? &m_heads[static_cast<std::size_t>(row)]
                                                              : nullptr;
}

std::vector<double> InspectDetails::weightsOf(const std::string& kind) const {
    const HeadStatistics* now = head();
    for (const AttentionMap::Matrix& matrix : m_map.layers)
        if (now != nullptr && matrix.layer == now->layer && matrix.kind == kind && now->head < matrix.heads)
            return headWeights(matrix, now->head);
    return {};
}

std::vector<double> InspectDetails::headWeightsNow() const {
    const HeadStatistics* now = head();
    return now != nullptr ? weightsOf(now->kind) : std::vector<double>();
}

void InspectDetails::chooseHead(const std::string& kind, int layer, int head) {
    for (std::size_t i = 0; i < m_heads.size(); ++i)
        if (m_heads[i].layer == layer && m_heads[i].head == head && m_heads[i].kind == kind)
            m_headTable->setCurrent(static_cast<int>(i));
}

void InspectDetails::stepHead(int step) {
    const HeadStatistics* now = head();
    if (now == nullptr)
        return;
    const auto count = static_cast<int>(m_heads.size());
    int row = m_headTable->current();
    do
        row = ((row + step) % count + count) % count;
    while (m_heads[static_cast<std::size_t>(row)].kind != now->kind);
    m_headTable->setCurrent(row);
}

void InspectDetails::stepLayer(int step) {
    const HeadStatistics* now = head();
    if (now == nullptr)
        return;
    int layers = 0;
    for (const HeadStatistics& each : m_heads)
        layers = std::max(layers, each.layer + 1);
    chooseHead(now->kind, ((now->layer + step) % layers + layers) % layers, now->head);
}

void InspectDetails::showStanding(LookLabel* const (&row)[4], const QString& name,
                                  const std::vector<double>& weights) const {
    const bool known = m_token >= 0 && m_token < static_cast<int>(weights.size());
    const WeightStanding s =
        known ? standingOf(weights, static_cast<std::size_t>(m_token)) : WeightStanding{};
    const QString texts[] = {name, formatFixed(s.value, 4), formatCount(s.rank), formatFixed(s.ratio, 2)};
    for (int i = 0; i < 4; ++i)
        row[i]->setText(known ? texts[i] : QString());
}

void InspectDetails::showToken() {
    const auto tokens = static_cast<int>(m_map.tokens.size());
    const HeadStatistics* now = head();
    m_header->setNote(now != nullptr ? tr("layer %1, head %2").arg(now->layer + 1).arg(now->head + 1)
                                     : QString());
    if (m_token < 0 || m_token >= tokens) {
        m_title->setText(tr("no token"));
        m_place->setText(tr("Click a word or a cell."));
    } else {
        const std::string& token = m_map.tokens[static_cast<std::size_t>(m_token)];
        const auto times = std::count(m_map.tokens.begin(), m_map.tokens.end(), token);
        m_title->setText(QString::fromStdString(token));
        QString place = tr("token %1 of %2").arg(formatCount(m_token + 1), formatCount(tokens));
        if (const QString id = tokenIdText(m_map, m_token); !id.isEmpty())
            place += QStringLiteral(" · ") + id;
        if (times > 1)
            place += QStringLiteral(" · ") + tr("%1 times in this text").arg(formatCount(times));
        m_place->setText(place);
    }
    const std::string first = now == nullptr || now->kind == "beta" ? "alpha" : now->kind;
    showStanding(m_first, nameOfRow(first), weightsOf(first));
    showStanding(m_second, nameOfRow("beta"), weightsOf("beta"));
    showStanding(m_pool, tr("Pooling"), {m_map.pool.begin(), m_map.pool.end()});
}

void InspectDetails::showAgreement(const Explaining& explaining) {
    std::vector<AgreementList::Row> rows;
    if (explaining.result())
        for (const Explanation::Agreement& each : explaining.result()->agreement)
            rows.push_back({nameOfOrder(each.name), QString::fromStdString(each.name), each.rankCorrelation});
    m_agreementZone->setVisible(!rows.empty());
    m_agreement->setRows(std::move(rows));
}

void InspectDetails::addButton(QAction* action) {
    auto* row = new QHBoxLayout;
    row->setContentsMargins(m_look.u(3.5), m_look.u(1), m_look.u(3.5), m_look.u(2));
    row->addWidget(toolButtonFor(action, this));
    row->addStretch(1);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
}

void InspectDetails::setExportCaption(const QString& caption) {
    m_headTable->setExportCaption(caption);
    m_agreement->setExportCaption(caption);
}

std::vector<Exportable*> InspectDetails::exportables() const {
    return {m_headTable, m_agreement};
}

} // namespace lab
