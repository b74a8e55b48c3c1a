using System.Text.RegularExpressions;
using Likeness.Figures.Report;

namespace Likeness.Tests.Figures.Report;

public sealed partial class ReportPageTests
{
    [Fact]
    public void EveryTextIsEscaped()
    {
        var content = SampleReport.OfPixels();
        string page = ReportPage.Render(content, FigureSet.Draw(content));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<pixels>", page);
        Assert.DoesNotContain("<with>", page);
        Assert.DoesNotContain("<it>", page);
        Assert.DoesNotContain('\u0001', page);
        Assert.Contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;", page);
    }

    [Fact]
    public void NothingIsFetchedFromElsewhere()
    {
        var content = SampleReport.OfPixels();
        string page = ReportPage.Render(content, FigureSet.Draw(content));
        var sources = Reference().Matches(page).Select(match => match.Groups[1].Value);
        Assert.All(
            sources,
            source => Assert.True(source.StartsWith("data:", StringComparison.Ordinal) || !source.Contains(':'), source)
        );
        Assert.DoesNotContain("@import", page);
        Assert.DoesNotContain("url(", page);
    }

    [Fact]
    public void WhatARunKnowsIsThere()
    {
        var content = SampleReport.OfPixels();
        string page = ReportPage.Render(content, FigureSet.Draw(content));
        Assert.All(
            ["pictures", "metrics", "novelty", "training", "columns", "together", "data", "made"],
            section => Assert.Contains($"<section id=\"{section}\">", page)
        );
        Assert.Contains("likeness train realnvp --data", page);
        Assert.Contains("<dt>seed</dt><dd>7</dd>", page);
        Assert.Contains("2× the floor", page);
        Assert.Contains("4 % short of the floor", page);
        Assert.Contains("No sign of copying", page);
    }

    [Fact]
    public void WhatIsNotKnownIsLeftOut()
    {
        var content = SampleReport.OfTables(1);
        string page = ReportPage.Render(content, FigureSet.Draw(content));
        Assert.All(
            ["pictures", "metrics", "novelty", "training", "together", "data"],
            section => Assert.DoesNotContain($"<section id=\"{section}\">", page)
        );
        Assert.DoesNotContain("Is it alike?", page);
    }

    [Fact]
    public void ManyColumnsAreCutAndThePageSaysSo()
    {
        var content = SampleReport.OfTables(100);
        var figures = FigureSet.Draw(content);
        string page = ReportPage.Render(content, figures);
        Assert.Equal(FigureSet.MaxHistograms, figures.Histograms.Count);
        Assert.Contains("the first 24 of 100 columns", page);
        Assert.Contains("the first 8 of 100 columns", page);
        Assert.InRange(page.Length, 1, 1_500_000);
    }

    [Fact]
    public void TheSameContentGivesTheSameFiles()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        ReportPage.Write(first.Path, SampleReport.OfPixels());
        ReportPage.Write(second.Path, SampleReport.OfPixels());
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
        File.WriteAllText(Path.Combine(folder.Path, "figures"), "a file in the way");
        var error = Assert.Throws<LikenessException>(() => ReportPage.Write(folder.Path, SampleReport.OfTables(2)));
        Assert.Contains("figures", error.Message);
        Assert.Equal(["figures"], folder.Files());
    }

    [GeneratedRegex("(?:src|href)=\"([^\"]*)\"")]
    private static partial Regex Reference();
}
