namespace Likeness.Evaluation.Novelty;

/// <summary>
/// The permutation test behind <see cref="TrainingMatches"/>. If samples do not depend on which real examples are training examples, they match
/// training and test examples equally often: the matches are fixed, and the labels are random. The test is exact even if
/// the samples depend on one another, as those of a collapsed model do. Of subjects with several rows, which are of training as a whole, labels are those of subjects.
/// </summary>
internal sealed class MembershipLabels
{
    /// <summary>Random labellings; the smallest p-value is 1/(labellings + 1).</summary>
    private const int Permutations = 999;

    private const double Rounding = 1e-9;

    private readonly IReadOnlyList<bool> isTraining;
    private readonly int test;
    private readonly EvaluationData data;

    // Of each example, its place among what is labelled: the subjects, or the examples themselves.
    private readonly int[] units;
    private readonly bool[] areTrained;

    public MembershipLabels(IReadOnlyList<bool> isTraining, EvaluationData data, double[]? subjects = null)
    {
        (this.isTraining, this.data) = (isTraining, data);
        test = isTraining.Count(trained => !trained);
        var places = new Dictionary<(double, bool), int>();
        units =
        [
            .. isTraining.Select(
                (trained, place) =>
                    subjects is null ? place
                    : places.TryAdd((subjects[place], trained), places.Count) ? places.Count - 1
                    : places[(subjects[place], trained)]
            ),
        ];
        areTrained = new bool[subjects is null ? units.Length : places.Count];
        for (int place = 0; place < units.Length; place++)
        {
            areTrained[units[place]] = isTraining[place];
        }
    }

    /// <summary>The number of training examples per test example.</summary>
    public double Odds => (isTraining.Count - test) / (double)test;

    /// <summary>The expected number of test examples, or subjects, among the matched real ones.</summary>
    public double Expected(double[] weights) => OfUnits(weights).Count(weight => weight > 0) / (Odds + 1);

    /// <summary>The total weight of matched test examples.</summary>
    /// <param name="weights">The fraction of samples that match each real example.</param>
    public double OfTest(double[] weights) => weights.Where((_, place) => !isTraining[place]).Sum();

    /// <summary>For each list of weights, the p-values of so few and of so many matches with test examples.</summary>
    public (double Few, double Many)[] PValues(IReadOnlyList<double[]> weights)
    {
        double[] observed = [.. weights.Select(OfTest)];
        double[][] lists = [.. weights.Select(OfUnits)];
        int unseen = areTrained.Count(trained => !trained);
        var sampled = new double[Permutations][];
        data.Parallel(
            Permutations,
            i =>
            {
                int[] order = data.Random(EvaluationStream.MatchLabels, i).Permutation(areTrained.Length);
                sampled[i] = [.. lists.Select(list => Sum(list, order.AsSpan(0, unseen)))];
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

    private double[] OfUnits(double[] weights)
    {
        var sums = new double[areTrained.Length];
        for (int place = 0; place < weights.Length; place++)
        {
            sums[units[place]] += weights[place];
        }

        return sums;
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
