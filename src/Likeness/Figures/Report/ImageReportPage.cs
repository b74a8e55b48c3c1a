using Likeness.Data;
using Likeness.Data.Images;
using Likeness.Figures.Charts;

namespace Likeness.Figures.Report;

/// <summary>The report on a run of images: one page that needs no network, no script and no other file.</summary>
public static class ImageReportPage
{
    private const int Shown = 64;
    private const int Pairs = 32;

    /// <summary>Writes <c>report.html</c> into a folder that exists.</summary>
    /// <param name="folder">The folder, usually a run's.</param>
    /// <param name="content">What to show.</param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="LikenessException">The folder cannot be written.</exception>
    public static string Write(string folder, ImageReportContent content) => ReportPage.Write(folder, Render(content));

    /// <summary>The page as text; the same content gives the same bytes.</summary>
    public static string Render(ImageReportContent content) =>
        ReportPage.Around(
            content,
            page =>
            {
                Opening(page, content);
                page.Add($"<main>");
                Samples(page, content);
                ImageMetricSection.Add(page, content);
                Likelihood(page, content);
                Reconstructions(page, content);
                var loss = content.History is { Epochs.Count: > 0 } history ? LossChart.Draw(history) : null;
                TrainingSection.Add(page, content.History, loss);
                DataFacts(page, content);
            }
        );

    private static void Opening(HtmlWriter page, ImageReportContent content)
    {
        page.Add($"<header class=\"opening\"><p class=\"eyebrow\">Likeness report</p><h1>{content.Title}</h1>");
        string run = content.RunName is null ? "" : $"Run {content.RunName} · ";
        string seed = content.Seed is { } s ? $" · seed {s}" : "";
        page.Add($"<p class=\"under\">{run}images of {content.Real.Shape.ToString()}{seed}</p></header>");
    }

    private static void Samples(HtmlWriter page, ImageReportContent content)
    {
        if (content.Samples is not { Count: > 0 } samples)
        {
            return;
        }

        page.Add($"<section id=\"samples\"><h2>What it draws</h2>");
        page.Add(
            $"<p>Images that the model has drawn, none chosen by hand, beside as many real ones that it has not seen.</p>"
        );
        page.Add($"<div class=\"pair\">");
        int count = Math.Min(Shown, Math.Min(samples.Count, content.Real.Count));
        FigureMarkup.Picture(page, Grid(content.Real, count), "real", "real", $"{Numeral.Whole(count)} real images");
        FigureMarkup.Picture(page, Grid(samples, count), "generated", "made", $"{Numeral.Whole(count)} drawn images");
        page.Add($"</div></section>");
    }

    private static void Likelihood(HtmlWriter page, ImageReportContent content)
    {
        if (content.Likelihood is not { } likelihood)
        {
            return;
        }

        page.Add($"<section id=\"likelihood\"><h2>How likely it holds images that it has not seen</h2>");
        page.Add(
            $"<p>Minus the log-probability of an image’s bytes, by the model; less is better, and only like is compared with like.</p><dl>"
        );
        string interval = likelihood.Interval is { } i
            ? $" ({Numeral.Short(i.Low, 4)} to {Numeral.Short(i.High, 4)})"
            : "";
        Row(page, "Nats an image", $"{Numeral.Short(likelihood.Nats, 5)}{interval}");
        Row(page, "Bits a dimension", Numeral.Short(likelihood.BitsPerDimension, 4));
        Row(page, "Had by", likelihood.Kind);
        Row(page, "Images", $"{Numeral.Whole(likelihood.Rows)}, {likelihood.On}");
        page.Add($"</dl></section>");
    }

    private static void Reconstructions(HtmlWriter page, ImageReportContent content)
    {
        if (content.Reconstructions is not { Count: > 0 } back)
        {
            return;
        }

        int[] which = [.. Enumerable.Range(0, Math.Min(Pairs, back.Count))];
        page.Add($"<section id=\"reconstructions\"><h2>What comes back</h2>");
        page.Add($"<p>Real images that the model has not seen, each with what comes back of it beside it.</p>");
        var picture = ImageGrid.Beside([content.Real.Take(which), back.Take(which)]);
        FigureMarkup.Picture(page, picture, "real, and back", "made", $"{Numeral.Whole(which.Length)} pairs of images");
        Facts(page, content.Similarity);
        page.Add($"</section>");
    }

    private static void DataFacts(HtmlWriter page, ImageReportContent content)
    {
        page.Add($"<section id=\"data\"><h2>The data</h2>");
        foreach (string remark in content.DataRemarks)
        {
            page.Add($"<p class=\"warnings\">{remark}</p>");
        }

        Facts(page, content.Data);
        page.Add($"</section>");
    }

    private static void Facts(HtmlWriter page, IReadOnlyList<Fact> facts)
    {
        if (facts.Count > 0)
        {
            page.Add($"<dl>");
            foreach (var fact in facts)
            {
                Row(page, fact.Name, fact.Value);
            }

            page.Add($"</dl>");
        }
    }

    private static void Row(HtmlWriter page, string name, string value) =>
        page.Add($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private static PixelImage Grid(ImageSet images, int count) =>
        ImageGrid.Draw(images.Take([.. Enumerable.Range(0, count)]));
}
