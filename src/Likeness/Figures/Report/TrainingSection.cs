using Likeness.Figures.Charts;

namespace Likeness.Figures.Report;

/// <summary>The course of the training.</summary>
internal static class TrainingSection
{
    public static void Add(HtmlWriter page, LossHistory? history, Figure? loss)
    {
        if (history is null || loss is null)
        {
            return;
        }

        var last = history.Epochs[^1];
        page.Add($"<section id=\"training\"><h2>Training</h2><div class=\"pair\">");
        FigureMarkup.Chart(page, loss);
        page.Add($"<dl>");
        Row(page, "Epochs", $"{history.Epochs.Count}");
        Row(page, $"Last loss, training {history.Examples}", Numeral.Short(last.Train, 4));
        if (double.IsFinite(last.Validation))
        {
            Row(page, $"Last loss, validation {history.Examples}", Numeral.Short(last.Validation, 4));
        }

        if (history.BestEpoch is { } best)
        {
            Row(page, "Best epoch", $"{best}");
        }

        Row(page, "Ended", history.StopReason ?? "All epochs were completed.");
        page.Add($"</dl></div></section>");
    }

    private static void Row(HtmlWriter page, string name, string value) =>
        page.Add($"<div><dt>{name}</dt><dd>{value}</dd></div>");
}
