#include "ui/studio/occupation.h"

#include "ui/studio/run_queue.h"
#include "ui/studio/studio.h"

#include <QCoreApplication>

namespace lab {
namespace {

struct Occupation {
    Q_DECLARE_TR_FUNCTIONS(Occupation)
};

} // namespace

QString whatHinders(Studio& studio, Work wanted) {
    if (studio.cost().active() && wanted != Work::Timings)
        return wanted == Work::Run
                   ? Occupation::tr("Timings are being measured, and a run beside them would disturb them. "
                                    "Cancel the measuring first.")
                   : Occupation::tr("Timings are being measured, and a study beside them would disturb "
                                    "them. Cancel the measuring first.");
    if (studio.study().active() && wanted != Work::Study)
        return wanted == Work::Run
                   ? Occupation::tr("A quality study is training, and only one thing trains at a time. "
                                    "Cancel the study first (workspace Cost, Quality); it can go on later.")
                   : Occupation::tr("A quality study is training, and timings beside it would be wrong. "
                                    "Cancel the study first; it can go on later.");
    if (wanted == Work::Run)
        return {};
    if (studio.session().active())
        return wanted == Work::Timings
                   ? Occupation::tr("A run is training, and timings beside it would be wrong. Stop the run "
                                    "first.")
                   : Occupation::tr("A run is training, and only one thing trains at a time. Stop the run "
                                    "first.");
    if (studio.queue().open() && !studio.queue().held())
        return Occupation::tr("Runs of the queue are waiting. Cancel them or let them end first.");
    return {};
}

} // namespace lab
