using Likeness.Evaluation;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>How often the classifier recognises the classes that generated images were asked to be of.</summary>
/// <param name="Question">The question of the classifier, such as <c>class</c>.</param>
/// <param name="Recognised">The fraction of generated images whose predicted class is the one asked for.</param>
/// <param name="Interval">Its interval of 90 %; null for too few images.</param>
/// <param name="Chance">The fraction that would be right if the images had the same predicted classes in any order.</param>
/// <param name="Real">The fraction of reference images whose class is recognised; null if they have no classes.</param>
public sealed record AskedClass(string Question, double Recognised, Interval? Interval, double Chance, double? Real)
{
    // Of the way from chance to real images; the interval has 5 % on each side.
    private const double Hardly = 0.25;

    /// <summary>
    /// Whether the classes are certainly ignored, or nearly so: the upper end of the interval lies within a quarter of the way from chance to what is
    /// recognised of real images. False where the classifier does not recognise these, or the images are too few to say.
    /// </summary>
    public bool IsIgnored =>
        Interval is { } interval
        && Real is { } real
        && real - Chance > interval.High - interval.Low
        && interval.High < Chance + (Hardly * (real - Chance));
}
