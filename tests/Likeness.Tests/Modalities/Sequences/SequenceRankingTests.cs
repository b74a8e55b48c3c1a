using Likeness.Modalities.Sequences;

namespace Likeness.Tests.Modalities.Sequences;

public sealed class SequenceRankingTests
{
    [Fact]
    public void TheThresholdIsInTheUnitsOfTheColumn()
    {
        var known = new ScoredParts([.. Enumerable.Repeat(1, 9)], [.. Enumerable.Range(1, 9).Select(i => -(double)i)]);
        var ranking = SequenceRanking.Create(
            new ScoredParts([2, 2], [-2, -20]),
            anomalies: null,
            known,
            falseAlarm: 0.1,
            "line",
            "byte"
        );
        var table = ranking.ToTable();
        Assert.Equal(["line", "bytes", "bits", "bits_per_byte", "rank", "flagged"], table.Columns.Select(c => c.Name));
        Assert.Equal(9 / Math.Log(2), ranking.ThresholdBits!.Value, 1e-12);
        for (int row = 0; row < 2; row++)
        {
            Assert.Equal(table[row, 3] > ranking.ThresholdBits ? 1 : 0, table[row, 5]);
        }
    }

    [Fact]
    public void EqualNumbersAsShownAreNoReasonToWarn()
    {
        Assert.Empty(Warnings(2.5004));
        Assert.Contains("more bits per byte than 3-grams", Assert.Single(Warnings(2.5016)));

        static IEnumerable<string> Warnings(double bits) =>
            SequenceNumbers.Warnings(
                new SequenceMetrics("test text", 10, Score("gpt2", bits), [Score("3-grams", 2.5)]),
                hasTest: true,
                "byte"
            );

        static SequenceScore Score(string name, double bits) => new(name, 0, BitsPerByte: bits);
    }
}
