using Likeness.Compute.Cpu;
using Likeness.Evaluation;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>The frequency of each class among images, according to a classifier.</summary>
internal static class ClassFractions
{
    /// <summary>½ Σ |p − q| for each question other than the rotation, which is not a property of an image.</summary>
    public static IReadOnlyList<Estimate> Measure(ImageComparison comparison) =>
        Each(
            comparison,
            question =>
            {
                int classes = comparison.Questions[question].Classes.Count;
                int[] real = comparison.Reference.Classes(question);
                int[] made = comparison.Other.Classes(question);
                double value = Apart(Compute(real, classes), Compute(made, classes));
                return (value, Interval);

                Interval? Interval()
                {
                    var data = comparison.Data;
                    var resampled = new double[data.Settings.Resamples];
                    data.Parallel(
                        resampled.Length,
                        i =>
                        {
                            var random = data.Random(EvaluationStream.BootstrapRows, i);
                            resampled[i] = Apart(
                                Compute(Sampled(real, random), classes),
                                Compute(Sampled(made, random), classes)
                            );
                        }
                    );
                    return Spread.Interval(value, resampled);
                }
            }
        );

    /// <summary>An estimate for each question other than the rotation.</summary>
    public static IReadOnlyList<Estimate> Each(
        ImageComparison comparison,
        Func<int, (double Value, Func<Interval?> Interval)> measure
    ) =>
        [
            .. Asked(comparison)
                .Select(question =>
                {
                    var (value, interval) = measure(question);
                    return new Estimate(Subject(comparison, question), value, interval);
                }),
        ];

    /// <summary>The indices of the questions other than the rotation.</summary>
    public static IEnumerable<int> Asked(ImageComparison comparison) =>
        Enumerable.Range(0, comparison.Questions.Count).Where(i => !comparison.Questions[i].IsRotation);

    /// <summary>The name of a question; null if it is the only one.</summary>
    public static string? Subject(ImageComparison comparison, int question) =>
        Asked(comparison).Count() == 1 ? null : comparison.Questions[question].Name;

    /// <summary>The fraction of each class: [classes].</summary>
    public static double[] Compute(int[] members, int classes)
    {
        var fractions = new double[classes];
        foreach (int member in members)
        {
            fractions[member] += 1.0 / members.Length;
        }

        return fractions;
    }

    private static double Apart(double[] p, double[] q) => 0.5 * p.Zip(q, (a, b) => Math.Abs(a - b)).Sum();

    private static int[] Sampled(int[] members, PhiloxRandom random) =>
        [.. members.Select(_ => members[random.NextInt(members.Length)])];
}
