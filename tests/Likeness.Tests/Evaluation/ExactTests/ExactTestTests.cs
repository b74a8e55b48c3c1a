using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.ExactTests;
using Likeness.Tests.Evaluation.Windows;
using Likeness.Tests.House;

namespace Likeness.Tests.Evaluation.ExactTests;

public sealed class ExactTestTests
{
    private static readonly Golden Cases = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/exact_tests.json"),
        JsonSerializerOptions.Web
    )!;

    [Fact]
    public void FishersTestIsThatOfScipy()
    {
        foreach (var one in Cases.Fisher)
        {
            double greater = FisherExactTest.Greater(one.Hits, one.Size, one.OtherHits, one.OtherSize);
            double twoSided = FisherExactTest.TwoSided(one.Hits, one.Size, one.OtherHits, one.OtherSize);
            Assert.Equal(1, greater / one.Greater, 1e-9);
            Assert.Equal(1, twoSided / one.TwoSided, 1e-9);
        }
    }

    [Fact]
    public void FishersTestOfCountsOfMatchesIsThatOfScipy() =>
        Assert.All(
            GoldenSequences.All.Fisher,
            golden =>
                Assert.Equal(
                    1,
                    FisherExactTest.Greater(golden.Hits, golden.Generated, golden.TestHits, golden.Test)
                        / golden.Fisher,
                    1e-8
                )
        );

    [Fact]
    public void KolmogorovAndSmirnovsTestIsThatOfScipy()
    {
        foreach (var one in Cases.Kolmogorov)
        {
            Assert.Equal(1, KolmogorovSmirnovTest.PValue(one.Statistic, one.M, one.N) / one.P, 1e-9);
            Assert.Equal(1, KolmogorovSmirnovTest.PValue(one.Statistic, one.N, one.M) / one.P, 1e-9);
        }
    }

    [Fact]
    public void TheBoundForManyCellsIsAboveTheExactValue()
    {
        double exact = KolmogorovSmirnovTest.PValue(0.1, 1000, 900);
        Assert.InRange(exact, 1e-6, KolmogorovSmirnovTest.Bound(0.1, 1000, 900));
        Assert.InRange(KolmogorovSmirnovTest.PValue(0.9, 10_000, 10_000), 0, 1e-300);
        Assert.Equal(1, KolmogorovSmirnovTest.PValue(0, 10, 10));
    }

    [Fact]
    public void AWrongColumnAmongFortyIsNamed()
    {
        var random = new PhiloxRandom(3, 1);
        double[] real = [.. Enumerable.Range(0, 40 * 400).Select(_ => random.NextNormal())];
        double[] made = [.. Enumerable.Range(0, 40 * 400).Select(i => random.NextNormal() + (i % 40 == 17 ? 0.4 : 0))];
        var found = Largest(Samples.Of(real, 40), Samples.Of(made, 40));
        Assert.Equal(("x17", true), (found.Column, found.IsSignificant));
        Assert.StartsWith("at most", found.Text, StringComparison.Ordinal);
        Assert.InRange(found.Size, 0.1, 0.3);
        Assert.True(found.Generated < found.Real);
    }

    [Fact]
    public void AValueThatOccursTooOftenIsNamed()
    {
        // The fractions at most 3 agree within 0.03, those equal to 3 do not.
        double[] real =
        [
            .. Enumerable
                .Range(0, 1000)
                .Select(i =>
                    i < 30 ? 3.0
                    : i < 515 ? 2
                    : 4
                ),
        ];
        double[] made =
        [
            .. Enumerable
                .Range(0, 1000)
                .Select(i =>
                    i < 330 ? 3.0
                    : i < 665 ? 2
                    : 4
                ),
        ];
        var found = ColumnDifference.Measure(new Column("c"), real, made);
        Assert.Equal((3, "equal to 3"), (found.Value, found.Text));
        Assert.Equal(0.3, found.Size, 1e-12);
    }

    [Fact]
    public void ColumnsOfOneDistributionAreSeldomSignificant()
    {
        int significant = Enumerable
            .Range(0, 200)
            .Count(seed =>
            {
                var random = new PhiloxRandom(4, (ulong)seed);
                Table Sample() => Samples.Of([.. Enumerable.Range(0, 5 * 60).Select(Value)], 5);
                double Value(int i) => i % 2 == 0 ? random.NextNormal() : random.NextInt(4);
                return Largest(Sample(), Sample()).IsSignificant;
            });
        Assert.InRange(significant, 0, 7); // 2 on average; more than 7 once in 1,000
    }

    private static ColumnDifference Largest(Table real, Table generated) =>
        ColumnDifference.Largest(new EvaluationData(real, null, generated, new EvaluationSettings { Threads = 1 }));

    private sealed record Golden(FisherCase[] Fisher, KolmogorovCase[] Kolmogorov);

    private sealed record FisherCase(int Hits, int Size, int OtherHits, int OtherSize, double Greater, double TwoSided);

    private sealed record KolmogorovCase(int M, int N, double Statistic, double P);
}
