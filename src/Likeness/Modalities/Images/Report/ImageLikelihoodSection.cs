using Likeness.Evaluation;
using Likeness.Figures.Report;

namespace Likeness.Modalities.Images.Report;

/// <summary>The likelihood of real images under the model.</summary>
internal static class ImageLikelihoodSection
{
    public static void Add(HtmlWriter page, LikelihoodReport? likelihood)
    {
        if (likelihood is null)
        {
            return;
        }

        page.Add($"<section id=\"likelihood\"><h2>Likelihood</h2>");
        page.Add(
            $"<p>Minus the log-probability of an image’s bytes under the model; less is better. Compare only values of one kind.</p><dl>"
        );
        string interval = likelihood.Interval is { } i
            ? $" ({Numeral.Short(i.Low, 4)} to {Numeral.Short(i.High, 4)})"
            : "";
        FactList.Row(page, "Nats per image", $"{Numeral.Short(likelihood.Nats, 5)}{interval}");
        FactList.Row(page, "Bits per dimension", Numeral.Short(likelihood.BitsPerDimension, 4));
        FactList.Row(page, "Kind", likelihood.Accuracy);
        FactList.Row(page, "Images", $"{Numeral.Whole(likelihood.Rows)}, {likelihood.On}");
        page.Add($"</dl></section>");
    }
}
