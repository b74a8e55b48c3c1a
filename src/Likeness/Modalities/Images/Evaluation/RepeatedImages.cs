using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>
/// Finds generated images that repeat one another: the same few images can be precise and far from all training images, and are no samples.
/// </summary>
internal static class RepeatedImages
{
    // Of fewer real images, the number of different ones says little.
    private const int MinDifferent = 8;

    // Binary images of few pixels repeat one another, real ones as often.
    private const int Ratio = 4;

    /// <summary>A sentence if much fewer images differ than of as many real ones; else null.</summary>
    /// <param name="real">Real images.</param>
    /// <param name="generated">Generated images.</param>
    public static string? Warn(ImageSet real, ImageSet generated)
    {
        int count = Math.Min(real.Count, generated.Count);
        var (expected, different) = (Different(real, count), Different(generated, count));
        return expected >= MinDifferent && different * Ratio < expected
            ? $"The number of different images is {different} among {count} generated ones and {expected} among as many real ones: the model repeats itself, as after mode collapse or a training that failed."
            : null;
    }

    private static int Different(ImageSet images, int count)
    {
        var seen = new HashSet<int>();
        for (int i = 0; i < count; i++)
        {
            var hash = new HashCode();
            hash.AddBytes(images[i]);
            seen.Add(hash.ToHashCode());
        }

        return seen.Count;
    }
}
