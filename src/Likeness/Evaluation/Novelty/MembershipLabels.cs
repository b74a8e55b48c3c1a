namespace Likeness.Evaluation.Novelty;

/// <summary>
/// The permutation test behind <see cref="TrainingMatches"/>. Samples that do not depend on which real examples were trained on match
/// training and test examples alike: what they match is fixed, and which of these were trained on is random. The test is exact however
/// the samples depend on one another, as those of a collapsed model do.
/// </summary>
internal sealed class MembershipLabels
{
    /// <summary>Random labellings; the smallest p-value is one over this and one.</summary>
    private const int Permutations = 999;

    private const double Rounding = 1e-9;

    private readonly IReadOnlyList<bool> isTraining;
    private readonly int test;
    private readonly EvaluationData data;

    public MembershipLabels(IReadOnlyList<bool> isTraining, EvaluationData data)
    {
        (this.isTraining, this.data) = (isTraining, data);
        test = isTraining.Count(trained => !trained);
    }

    /// <summary>How many training examples there are for each test example.</summary>
    public double Odds => (isTraining.Count - test) / (double)test;

    /// <summary>How many of the matched real examples are expected to be test examples.</summary>
    public double Expected(double[] weights) => weights.Count(weight => weight > 0) / (Odds + 1);

    /// <summary>The total weight of matched test examples.</summary>
    /// <param name="weights">How much of the samples matches each real example.</param>
    public double OfTest(double[] weights) => weights.Where((_, place) => !isTraining[place]).Sum();

    /// <summary>For each list of weights, the p-values of so few and of so many matches with test examples.</summary>
    public (double Few, double Many)[] PValues(IReadOnlyList<double[]> weights)
    {
        double[] observed = [.. weights.Select(OfTest)];
        var sampled = new double[Permutations][];
        data.Parallel(
            Permutations,
            i =>
            {
                int[] order = data.Random(EvaluationStream.MatchLabels, i).Permutation(isTraining.Count);
                sampled[i] = [.. weights.Select(list => Sum(list, order.AsSpan(0, test)))];
            }
        );
        return
        [
            .. observed.Select(
                (value, list) =>
                    (
                        (1.0 + sampled.Count(sums => sums[list] <= value + Rounding)) / (Permutations + 1),
                        (1.0 + sampled.Count(sums => sums[list] >= value - Rounding)) / (Permutations + 1)
                    )
            ),
        ];
    }

    private static double Sum(double[] weights, ReadOnlySpan<int> places)
    {
        double sum = 0;
        foreach (int place in places)
        {
            sum += weights[place];
        }

        return sum;
    }
}
