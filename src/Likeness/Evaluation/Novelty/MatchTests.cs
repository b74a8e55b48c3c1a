using Likeness.Evaluation.ExactTests;

namespace Likeness.Evaluation.Novelty;

/// <summary>
/// Tests at every scale whether samples match training examples more often than expected by chance. With enough test examples it uses
/// <see cref="MembershipLabels"/>; otherwise the matches of real examples with one another, by Fisher's exact test on as
/// many samples as real examples. Samples that match the same real example then count as one, because the samples of a collapsed model are
/// not independent.
/// </summary>
internal sealed class MatchTests
{
    /// <summary>The significance level: one per cent over the four scales.</summary>
    private const double Level = 0.0025;

    private const double MinRatio = 2;

    // If real examples repeat by themselves, twice as many matches may be more than all samples.
    private const double MinEqualExcess = 0.02;

    // With fewer expected matches among test examples, the absence of any would not be evidence.
    private const double MinExpected = 6;

    private readonly List<LocalDistances.Pair> generated;
    private readonly List<LocalDistances.Pair> real;
    private readonly IReadOnlyList<bool> isTraining;
    private readonly double[]? subjects;

    // Samples that lie no nearer to real examples than these lie to each other are not near copies, whichever examples they lie around.
    private readonly bool isFarther;

    private MatchTests(IRealSearch search)
    {
        generated = LocalDistances.OfGenerated(search).Pairs;
        real = LocalDistances.OfReal(search).Pairs;
        isTraining = search.IsTraining;
        subjects = search.Subjects;
        isFarther = Typical(generated) > Typical(real);
    }

    // The lower median: no mean of two distances, as one of them may be infinite.
    private static double Typical(List<LocalDistances.Pair> pairs)
    {
        double[] distances = [.. pairs.DistinctBy(pair => pair.Example).Select(pair => pair.Distance).Order()];
        return distances[(distances.Length - 1) / 2];
    }

    /// <summary>Tests every scale.</summary>
    /// <param name="search">Finds the nearest real examples.</param>
    /// <param name="data">The evaluation, for seed and threads.</param>
    public static MatchFindings Compute(IRealSearch search, EvaluationData data) =>
        new MatchTests(search).Compute(data);

    private MatchFindings Compute(EvaluationData data)
    {
        var scales = Scales();
        double[][] weights = [.. scales.Select(Weights)];
        if (!isTraining.Contains(false))
        {
            return new([.. scales.Select((scale, i) => AmongReal(scale, weights[i].Sum()))], RepeatsTest: false);
        }

        var labels = new MembershipLabels(isTraining, data, subjects);
        var p = labels.PValues(weights);
        return new(
            [
                .. scales.Select(
                    (scale, i) =>
                        labels.Expected(weights[i]) >= MinExpected || scale.Name == MatchScale.Nearest
                            ? ByLabels(scale, labels, weights[i], p[i].Few)
                            : AmongReal(scale, weights[i].Sum() - labels.OfTest(weights[i]))
                ),
            ],
            weights.Zip(p).Any(scale => RepeatsTest(labels, scale.First, scale.Second.Many))
        );
    }

    private static bool RepeatsTest(MembershipLabels labels, double[] weights, double p)
    {
        double ofTest = labels.OfTest(weights);
        return p <= Level
            && labels.Expected(weights) >= MinExpected
            && ofTest * labels.Odds >= MinRatio * (weights.Sum() - ofTest);
    }

    private TrainingMatches ByLabels(Scale scale, MembershipLabels labels, double[] weights, double p)
    {
        double samples = generated[^1].Example + 1;
        double ofTest = labels.OfTest(weights);
        return Result(scale, (weights.Sum() - ofTest) / samples, Math.Min(1, ofTest * labels.Odds / samples), p);
    }

    private TrainingMatches AmongReal(Scale scale, double matched)
    {
        double fraction = matched / (generated[^1].Example + 1);
        if (scale.Name == MatchScale.Nearest)
        {
            return Result(scale, fraction, 1, 1); // every example has a nearest one
        }

        int size = Math.Min(generated[^1].Example, real[^1].Example) + 1;
        int usual = Matched(real, _ => true).Length;
        var found = Matched(generated, pair => isTraining[pair.Real]);
        int distinct = found.DistinctBy(pair => pair.Real).Count();
        double p = FisherExactTest.Greater(distinct, distinct + size - found.Length, usual, size);
        return Result(scale, fraction, (double)usual / size, p);

        LocalDistances.Pair[] Matched(List<LocalDistances.Pair> pairs, Func<LocalDistances.Pair, bool> counts) =>
            [
                .. pairs
                    .Where(pair => pair.Example < size && scale.IsMatch(pair.Distance) && counts(pair))
                    .DistinctBy(pair => pair.Example),
            ];
    }

    private TrainingMatches Result(Scale scale, double fraction, double chance, double p)
    {
        double? limit = double.IsFinite(scale.Limit) ? scale.Limit : null;
        var result = new TrainingMatches(scale.Name, limit, fraction, chance, p, IsBeyondChance: false);
        return result with { IsBeyondChance = IsMore(result) && (scale.Name != MatchScale.Nearest || !isFarther) };
    }

    /// <summary>Whether matches are significantly and notably more frequent than chance explains.</summary>
    internal static bool IsMore(TrainingMatches found) =>
        found.PValue <= Level
        && (
            found.Fraction >= MinRatio * found.Chance
            || (found.Scale == MatchScale.Equal && found.Fraction >= found.Chance + MinEqualExcess)
        );

    // A near match is closer than real examples that are not duplicates seldom are to each other.
    private Scale[] Scales()
    {
        double[] sorted =
        [
            .. real.DistinctBy(pair => pair.Example)
                .Select(pair => pair.Distance)
                .Where(distance => distance > 0)
                .Order(),
        ];
        return
        [
            new(MatchScale.Equal, 0),
            new(MatchScale.VeryNear, Quantile(0.01)),
            new(MatchScale.Near, Quantile(0.05)),
            new(MatchScale.Nearest, double.PositiveInfinity),
        ];

        double Quantile(double fraction) =>
            sorted.Length == 0 ? 0 : sorted[Math.Max(0, (int)Math.Ceiling(fraction * sorted.Length) - 1)];
    }

    private double[] Weights(Scale scale)
    {
        var weights = new double[isTraining.Count];
        foreach (var pair in generated.Where(pair => scale.IsMatch(pair.Distance)))
        {
            weights[pair.Real] += pair.Weight;
        }

        return weights;
    }

    /// <summary>Flags the local distances that are matches.</summary>
    private readonly record struct Scale(MatchScale Name, double Limit)
    {
        public bool IsMatch(double distance) =>
            Name switch
            {
                MatchScale.Equal => distance == 0,
                MatchScale.Nearest => true,
                _ => distance > 0 && distance <= Limit,
            };
    }
}

/// <summary>The results at all scales.</summary>
/// <param name="Matches">One result per scale, in the order of <see cref="MatchScale"/>.</param>
/// <param name="RepeatsTest">Whether samples match test examples more often than expected by chance.</param>
internal sealed record MatchFindings(IReadOnlyList<TrainingMatches> Matches, bool RepeatsTest)
{
    /// <summary>Whether samples lie around training examples, at any distance: the model overfits.</summary>
    public bool Overfits => MatchTests.IsMore(Matches[(int)MatchScale.Nearest]);
}
