using Likeness.Figures.Report;

namespace Likeness.Modalities.Sequences;

/// <summary>The report's section on the likelihood of text or audio: the bits that the model and n-grams need.</summary>
internal static class LikelihoodSection
{
    /// <summary>Adds the section.</summary>
    /// <param name="page">The page.</param>
    /// <param name="introduction">A sentence on what the bits are of.</param>
    /// <param name="metrics">The bits.</param>
    public static void Add(HtmlWriter page, string introduction, SequenceMetrics metrics)
    {
        bool isText = metrics.Likelihood.BitsPerByte is not null;
        string[] headings = isText ? ["#Bits per byte", "#Bits per character"] : ["#Bits per sample"];
        page.Add($"<section id=\"likelihood\"><h2>Likelihood</h2>");
        page.Add(
            $"<p>{introduction} n-grams (modified Kneser–Ney) were fitted on the same training data. Less is better.</p>"
        );
        TableMarkup.Open(page, $"Bits needed for {metrics.On}", "account", ["Model", .. headings]);
        foreach (var score in metrics.Baselines.Prepend(metrics.Likelihood))
        {
            TableMarkup.Name(page, score.Model);
            double?[] values = [score.BitsPerByte, score.BitsPerCharacter, score.BitsPerSample];
            foreach (double value in values.OfType<double>())
            {
                TableMarkup.Number(page, SequenceNumbers.Text(value));
            }

            page.Add($"</tr>");
        }

        TableMarkup.Close(page);
        page.Add($"</section>");
    }
}
