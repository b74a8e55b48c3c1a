using Likeness.Evaluation.SdMetrics;
using Likeness.Figures.Charts;

namespace Likeness.Tests.Figures.Charts;

public sealed class PairMapTests
{
    [Fact]
    public void TwoColumnsAreAsWideAsTheLegend()
    {
        var quality = new QualityScore(1, 1, 1, 1, [new("a", "KSComplement", 1), new("b", "KSComplement", 1)], []);
        Assert.InRange(PairMap.Draw(quality)!.Width, 600, 700);
    }
}
