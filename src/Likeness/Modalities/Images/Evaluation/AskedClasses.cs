using Likeness.Evaluation;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>
/// How often the classifier recognises the class that a generated image was asked to be of: its accuracy on the samples, beside that on real images. A model
/// that ignores its classes is right as often as by chance (Ravuri and Vinyals 2019, arXiv:1905.10887, have the accuracy of classes in the other direction).
/// </summary>
internal static class AskedClasses
{
    /// <summary>An estimate for each question whose answers are known of the samples.</summary>
    public static IReadOnlyList<Estimate> Measure(ImageComparison comparison) =>
        [
            .. ClassFractions
                .Asked(comparison)
                .Where(question => comparison.Other.Answers[question] is not null)
                .Select(question =>
                {
                    int[] asked = comparison.Other.Answers[question]!;
                    int[] found = comparison.Other.Classes(question);
                    double[] right = Right(asked, found);
                    double chance = Chance(asked, found, comparison.Questions[question].Classes.Count);
                    return new Estimate(
                        ClassFractions.Subject(comparison, question),
                        Spread.Mean(right),
                        () => RowStatistic.OfFraction(comparison.Data, right),
                        $"{Numeral.Percent(chance)} by chance"
                    );
                }),
        ];

    /// <summary>1 for each image whose predicted class is the one asked for, else 0.</summary>
    public static double[] Right(int[] asked, int[] found) =>
        [.. asked.Zip(found, (wanted, given) => wanted == given ? 1.0 : 0.0)];

    /// <summary>The fraction that is right if the classes that are found do not depend on those asked for.</summary>
    /// <param name="asked">The class asked for, of each image.</param>
    /// <param name="found">The predicted class.</param>
    /// <param name="classes">Number of classes.</param>
    public static double Chance(int[] asked, int[] found, int classes) =>
        ClassFractions
            .Compute(asked, classes)
            .Zip(ClassFractions.Compute(found, classes), (wanted, given) => wanted * given)
            .Sum();
}
