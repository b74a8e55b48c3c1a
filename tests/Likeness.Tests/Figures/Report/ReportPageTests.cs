using System.Text.RegularExpressions;
using Likeness.Figures.Report;
using Likeness.Modalities.Tables.Report;

namespace Likeness.Tests.Figures.Report;

public sealed partial class ReportPageTests
{
    [Fact]
    public void EveryTextIsEscaped()
    {
        var content = SampleReport.OfPixels();
        string page = SampleReport.Render(content);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<pixels>", page);
        Assert.DoesNotContain("<with>", page);
        Assert.DoesNotContain("<it>", page);
        Assert.DoesNotContain('\u0001', page);
        Assert.Contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;", page);
    }

    [Theory]
    [InlineData(0.01, "more than chance explains")]
    [InlineData(0.04, "a weak sign of a leak")]
    [InlineData(0.3, "no more than by chance")]
    public void APValueOfPrivacyHasAReading(double p, string expected) =>
        Assert.Equal(expected, PrivacySection.Reading(p));

    [Fact]
    public void NothingIsFetchedFromElsewhere()
    {
        var content = SampleReport.OfPixels();
        string page = SampleReport.Render(content);
        var sources = Reference().Matches(page).Select(match => match.Groups[1].Value);
        Assert.All(
            sources,
            source => Assert.True(source.StartsWith("data:", StringComparison.Ordinal) || !source.Contains(':'), source)
        );
        Assert.DoesNotContain("@import", page);
        Assert.DoesNotContain("url(", page);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(5, true)]
    [InlineData(9, false)]
    public void PointsAreTheFirstFigure(int columns, bool areFirst)
    {
        string page = SampleReport.Render(SampleReport.OfTables(columns));
        Assert.Equal(areFirst, page.Contains("<section id=\"points\">", StringComparison.Ordinal));
        string first = page[page.IndexOf("<figure", StringComparison.Ordinal)..];
        Assert.Equal(
            areFirst,
            first[..first.IndexOf("</figure>", StringComparison.Ordinal)]
                .Contains("Scatter of real rows", StringComparison.Ordinal)
        );
        Assert.Equal(columns > 1 ? 1 : 0, Regex.Count(page, "Scatter of real rows: "));
    }

    [Fact]
    public void WhatARunKnowsIsThere()
    {
        var content = SampleReport.OfPixels();
        string page = SampleReport.Render(content);
        Assert.All(
            ["pictures", "metrics", "novelty", "training", "columns", "together", "data", "made"],
            section => Assert.Contains($"<section id=\"{section}\">", page)
        );
        Assert.Contains("likeness train realnvp --data", page);
        Assert.Contains("<dt>seed</dt><dd>7</dd>", page);
        Assert.Contains("worse than baseline", page);
        Assert.Contains("5 % below baseline", page);
        Assert.Contains("<p class=\"answer\">Close</p>", page);
        Assert.Contains("None is copied.", page);
    }

    [Fact]
    public void WhatIsNotKnownIsLeftOut()
    {
        string page = SampleReport.Render(SampleReport.OfTables(1));
        Assert.All(
            ["pictures", "training", "together", "data"],
            section => Assert.DoesNotContain($"<section id=\"{section}\">", page)
        );
        Assert.DoesNotContain("class=\"verdict", page);
    }

    [Fact]
    public void ManyColumnsAreCutAndThePageSaysSo()
    {
        var content = SampleReport.OfTables(100);
        string page = SampleReport.Render(content);
        Assert.Equal(TableFigures.MaxHistograms, TableFigures.Draw(content.Content).Histograms.Count);
        Assert.Contains("the first 24 of 100 columns", page);
        Assert.Contains("the first 8 of 100 columns", page);
        Assert.InRange(page.Length, 1, 1_500_000);
    }

    [Fact]
    public void TheSameContentGivesTheSameFiles()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        foreach (var folder in new[] { first, second })
        {
            var report = SampleReport.OfPixels();
            var figures = TableFigures.Draw(report.Content);
            figures.Write(Path.Combine(folder.Path, "figures"));
            ReportPage.Write(folder.Path, report.Outline, TableSections.Create(report.Content, figures));
        }

        string[] names = [.. first.Files()];
        Assert.Contains("report.html", names);
        Assert.Contains("figures/picture-both.png", names);
        Assert.Contains("figures/pairwise-densities.svg", names);
        Assert.Equal(names, second.Files());
        Assert.All(
            names,
            name =>
                Assert.Equal(
                    File.ReadAllBytes(Path.Combine(first.Path, name)),
                    File.ReadAllBytes(Path.Combine(second.Path, name))
                )
        );
    }

    [Fact]
    public void AFolderThatCannotBeMadeIsOneSentence()
    {
        using var folder = new TemporaryFolder();
        string figures = Path.Combine(folder.Path, "figures");
        File.WriteAllText(figures, "a file in the way");
        var error = Assert.Throws<LikenessException>(() =>
            TableFigures.Draw(SampleReport.OfTables(2).Content).Write(figures)
        );
        Assert.Contains("figures", error.Message);
        Assert.Equal(["figures"], folder.Files());
    }

    [GeneratedRegex("(?:src|href)=\"([^\"]*)\"")]
    private static partial Regex Reference();
}
