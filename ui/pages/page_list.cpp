#include "ui/pages/page_list.h"

#include "ui/pages/build_page.h"
#include "ui/pages/compare_page.h"
#include "ui/pages/cost_page.h"
#include "ui/pages/data_page.h"
#include "ui/pages/inspect_page.h"
#include "ui/pages/train_page.h"

#include <QCoreApplication>

namespace lab {
namespace {

struct PageNames {
    Q_DECLARE_TR_FUNCTIONS(PageNames)
};

template <class Made> Page* make(const Look& look, Studio& studio, Actions& actions, QWidget* parent) {
    return new Made(look, studio, actions, parent);
}

} // namespace

const std::vector<PageEntry>& allPages() {
    static const std::vector<PageEntry> pages = {
        {"data", 1, [] { return PageNames::tr("Data"); },
         [] { return PageNames::tr("Bring in texts and look into them"); }, false, &make<DataPage>},
        {"build", 2, [] { return PageNames::tr("Build"); },
         [] { return PageNames::tr("Choose encoder and settings of the next run and see what they make"); },
         false, &make<BuildPage>},
        {"train", 3, [] { return PageNames::tr("Train"); }, [] { return PageNames::tr("Watch a run learn"); },
         true, &make<TrainPage>},
        {"inspect", 4, [] { return PageNames::tr("Inspect"); },
         [] { return PageNames::tr("Look closely at what a run attends to"); }, false, &make<InspectPage>},
        {"compare", 5, [] { return PageNames::tr("Compare"); },
         [] { return PageNames::tr("Put runs side by side"); }, false, &make<ComparePage>},
        {"cost", 6, [] { return PageNames::tr("Cost"); },
         [] { return PageNames::tr("Measure what encoders cost as texts grow"); }, false, &make<CostPage>,
         false},
    };
    return pages;
}

} // namespace lab
