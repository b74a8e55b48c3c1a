namespace Likeness.Tests.Figures.Report;

public sealed class VerdictPanelsTests
{
    [Fact]
    public void TheVerdictStandsAtTheTop()
    {
        string page = Page(copied: false);
        Assert.Contains(
            "<section class=\"verdict good\"><h2>Similarity</h2><p class=\"answer\">Indistinguishable</p><p>The AUC is &lt;0.5&gt;.</p>",
            page
        );
        Assert.Contains(
            "<h2>Novelty</h2><p class=\"answer\">New</p><p>Generated rows are as new as test rows.</p>",
            page
        );
    }

    [Fact]
    public void CopiesNeverLookGood()
    {
        string page = Page(copied: true);
        Assert.Contains("<section class=\"verdict fair\"><h2>Similarity</h2>", page);
        Assert.Contains("<section class=\"verdict poor\"><h2>Novelty</h2><p class=\"answer\">Near copies</p>", page);
        Assert.DoesNotContain("class=\"verdict good\"", page);
    }

    private static string Page(bool copied)
    {
        var (outline, content) = SampleReport.OfTables(2);
        var evaluation = SampleReport.Evaluation([], copied);
        return SampleReport.Render(
            (outline with { Verdict = evaluation.Verdict }, content with { Evaluation = evaluation })
        );
    }
}
