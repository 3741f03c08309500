#pragma once

#include "core/inspect/attention_statistics.h"

#include <QWidget>

class QAction;

namespace lab {

class AgreementList;
class Explaining;
class Exportable;
class HeadTable;
class Look;
class LookLabel;
class SectionHeader;

/// The right side of the Inspect page: how the chosen token stands in the chosen head and in the pooling, how
/// widely each head looks, and how far the weights agree with an explanation.
class InspectDetails : public QWidget {
    Q_OBJECT
public:
    explicit InspectDetails(const Look& look, QWidget* parent = nullptr);

    void showMap(const AttentionMap& map);
    void setToken(int token); ///< −1 = none
    void showAgreement(const Explaining& explaining);
    /// A button below everything.
    void addButton(QAction* action);
    void setExportCaption(const QString& caption);
    [[nodiscard]] std::vector<Exportable*> exportables() const;

    /// The head that the page speaks of; nothing while there is no map.
    [[nodiscard]] const HeadStatistics* head() const;
    /// Its weights, one a token.
    [[nodiscard]] std::vector<double> headWeightsNow() const;
    void chooseHead(const std::string& kind, int layer, int head);
    /// \p step heads on among those of the same kind, from layer to layer, round and round.
    void stepHead(int step);
    void stepLayer(int step);

signals:
    void headChosen();

private:
    using Row = LookLabel* [4]; ///< name, value, rank, × uniform
    [[nodiscard]] QWidget* createStandings();
    [[nodiscard]] LookLabel* addLabel(const char* name, bool strong);
    void showToken();
    void showStanding(LookLabel* const (&row)[4], const QString& name,
                      const std::vector<double>& weights) const;
    /// The weights of the chosen layer and head of another kind; empty where there are none.
    [[nodiscard]] std::vector<double> weightsOf(const std::string& kind) const;

    const Look& m_look;
    AttentionMap m_map;
    std::vector<HeadStatistics> m_heads;
    int m_token = -1;
    LookLabel *m_title = nullptr, *m_place = nullptr;
    SectionHeader* m_header = nullptr;
    Row m_first = {}, m_second = {}, m_pool = {};
    HeadTable* m_headTable = nullptr;
    QWidget* m_agreementZone = nullptr;
    AgreementList* m_agreement = nullptr;
};

} // namespace lab
