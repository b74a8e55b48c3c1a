namespace Likeness.Evaluation;

/// <summary>
/// Finds generated examples that repeat one another: the same few images or clips can be precise and far from all training examples, and are no
/// samples.
/// </summary>
internal static class RepeatedExamples
{
    // Of fewer real examples, the number of different ones says little.
    private const int MinDifferent = 8;

    // Binary images of few pixels repeat one another, real ones as often.
    private const int Ratio = 4;

    /// <summary>A sentence if much fewer examples differ than of as many real ones; else null.</summary>
    /// <param name="examples">What they are, in the plural: <c>images</c>.</param>
    /// <param name="real">The number of real examples, and the bytes of each.</param>
    /// <param name="generated">Those of generated ones.</param>
    public static string? Warn(string examples, ExampleBytes real, ExampleBytes generated)
    {
        int count = Math.Min(real.Count, generated.Count);
        var (expected, different) = (Different(real, count), Different(generated, count));
        return expected >= MinDifferent && different * Ratio < expected
            ? $"The number of different {examples} is {different} among {count} generated ones and {expected} among as many real ones: the model repeats itself, as after mode collapse or a training that failed."
            : null;
    }

    private static int Different(ExampleBytes examples, int count)
    {
        var seen = new HashSet<int>();
        for (int i = 0; i < count; i++)
        {
            var hash = new HashCode();
            hash.AddBytes(examples.Of(i));
            seen.Add(hash.ToHashCode());
        }

        return seen.Count;
    }
}

/// <summary>Examples as bytes.</summary>
/// <param name="Count">Their number.</param>
/// <param name="Of">The bytes of one.</param>
internal readonly record struct ExampleBytes(int Count, Func<int, ReadOnlySpan<byte>> Of);
