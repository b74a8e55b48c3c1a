using Likeness.Figures.Charts;

namespace Likeness.Figures.Report;

/// <summary>How the training went.</summary>
internal static class TrainingSection
{
    public static void Add(HtmlWriter page, LossHistory? history, Figure? loss)
    {
        if (history is null || loss is null)
        {
            return;
        }

        var last = history.Epochs[^1];
        bool held = double.IsFinite(last.HeldOut);
        page.Add($"<section id=\"training\"><h2>How the training went</h2>");
        string end = held
            ? $" on training rows and {Numeral.Short(last.HeldOut, 4)} on held-out rows"
            : " on training rows";
        string best = history.BestEpoch is { } b ? $" The best epoch is {b}." : "";
        page.Add(
            $"<p>{history.Epochs.Count} epochs; the last loss is {Numeral.Short(last.Train, 4)}{end}.{best} {history.StopReason}</p>"
        );
        FigureMarkup.Chart(
            page,
            loss,
            held ? "Held-out rows are not trained on: where their line turns up, the model begins to memorise." : ""
        );
        page.Add($"</section>");
    }
}
