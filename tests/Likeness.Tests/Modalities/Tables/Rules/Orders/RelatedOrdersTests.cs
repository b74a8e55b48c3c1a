using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules;

namespace Likeness.Tests.Modalities.Tables.Rules.Orders;

/// <summary>Hits of a season are below those of a career, though the career's at-bats, which are far above its hits, nearly leave them there by chance.</summary>
public sealed class RelatedOrdersTests
{
    [Fact]
    public void NamesKeepAnOrderBesideACloserOne()
    {
        string[] named = Found("atbat86");
        Assert.Contains("hits ≤ atbat", named);
        Assert.Contains("atbat86 ≤ atbat", named);
        Assert.DoesNotContain("tries ≤ atbat", Found("tries"));
    }

    private static string[] Found(string season)
    {
        var random = new PhiloxRandom(11, 0);
        var (atBats, hits, ofSeason) = (new double[300], new double[300], new double[300]);
        for (int row = 0; row < 300; row++)
        {
            int years = 1 + random.NextInt(15);
            ofSeason[row] = 16 + random.NextInt(670);
            atBats[row] = Math.Round(ofSeason[row] * (1 + (0.9 * (years - 1))));
            hits[row] = Math.Round(atBats[row] * (0.2 + (0.1 * random.NextDouble())));
        }

        var rows = Table.FromArrays(("atbat", atBats), ("hits", hits), (season, ofSeason));
        return [.. TableRules.Find(Schema.Detect(rows).Apply(rows), wanted: true).Rules.SelectMany(rule => rule.Texts)];
    }
}
