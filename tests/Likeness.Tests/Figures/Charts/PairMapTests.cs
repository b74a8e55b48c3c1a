using System.Globalization;
using System.Text.RegularExpressions;
using Likeness.Evaluation.SdMetrics;
using Likeness.Figures.Charts;

namespace Likeness.Tests.Figures.Charts;

public sealed partial class PairMapTests
{
    [Fact]
    public void TwoColumnsAreAsWideAsTheLegend()
    {
        var quality = new QualityScore(1, 1, 1, 1, [new("a", "KSComplement", 1), new("b", "KSComplement", 1)], []);
        var width = ViewBox().Match(PairMap.Draw(quality)!.Svg);
        Assert.True(double.Parse(width.Groups[1].Value, CultureInfo.InvariantCulture) >= 600, width.Value);
    }

    [GeneratedRegex(@"viewBox=""0 0 ([\d.]+)")]
    private static partial Regex ViewBox();
}
