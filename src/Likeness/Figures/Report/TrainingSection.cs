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
        if (history.CountsSteps)
        {
            Row(page, "Steps", Numeral.Whole(history.StepsTaken ?? last.Step));
        }
        else
        {
            Row(page, "Epochs", $"{history.Epochs.Count}");
        }

        Row(page, $"Last loss, training {history.Examples}", Numeral.Short(last.Train, 4));
        if (double.IsFinite(last.Validation))
        {
            Row(page, $"Last loss, validation {history.Examples}", Numeral.Short(last.Validation, 4));
        }

        if (history.Best is { } best)
        {
            string unit = history.CountsSteps ? "step" : "epoch";
            Row(page, $"Best {unit}", Numeral.Whole((long)history.PositionOf(best)));
        }

        string all = history.CountsSteps ? "All steps were completed." : "All epochs were completed.";
        Row(page, "Ended", history.StopReason ?? all);
        foreach (string finding in history.Findings)
        {
            Row(page, "Finding", finding);
        }

        page.Add($"</dl></div></section>");
    }

    private static void Row(HtmlWriter page, string name, string value) =>
        page.Add($"<div><dt>{name}</dt><dd>{value}</dd></div>");
}
