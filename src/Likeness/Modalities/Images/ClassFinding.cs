using Likeness.Modalities.Images.Evaluation;
using Likeness.Models;
using Likeness.Training.Diagnosis;

namespace Likeness.Modalities.Images;

/// <summary>The finding that a model ignores the class that it is asked for.</summary>
internal static class ClassFinding
{
    private const string Guidance = "Guidance";
    private const double Stronger = 2;

    /// <summary>The finding; none if the classes are recognised, or nothing was asked for.</summary>
    /// <param name="asked">How often classes are recognised.</param>
    /// <param name="options">The model's options.</param>
    /// <param name="steps">The steps of its training.</param>
    /// <param name="budget">The time of the command; null for epochs or steps.</param>
    public static IEnumerable<Finding> Of(
        IReadOnlyList<AskedClass> asked,
        ModelOptions options,
        long steps,
        TimeSpan? budget
    )
    {
        if (asked.FirstOrDefault(one => one.IsIgnored) is not { } ignored)
        {
            yield break;
        }

        string longer = LongerTraining.Option(options, steps, budget);
        yield return new Finding(
            FindingKind.ClassIgnored,
            $"class ignored: the class asked for is recognised in {Numeral.Percent(ignored.Recognised)} of the samples, by chance in {Numeral.Percent(ignored.Chance)} (real images: {Numeral.Percent(ignored.Real!.Value)})",
            GuidanceOf(options) is { } guidance && guidance > 0
                ? $"{longer}, or --guidance {Numeral.Short(Stronger * guidance)}"
                : longer
        );
    }

    private static double? GuidanceOf(ModelOptions options) =>
        options.GetType().GetProperty(Guidance)?.GetValue(options) as double?;
}
