namespace Likeness.Tests.Modalities.Text.Evaluation.Metrics;

/// <summary>Shared spans and similar passages as their definitions say, by comparing everything with everything.</summary>
internal static class TextDefinitions
{
    private const int Window = 64;
    private const int MinLongSpan = 24;
    private const double NearSimilarity = 0.7;

    /// <summary>The length of the longest span from each position that the training text contains.</summary>
    public static int[] SharedSpans(byte[] train, byte[] text)
    {
        var lengths = new int[text.Length];
        for (int i = 0; i < text.Length; i++)
        {
            while (i + lengths[i] < text.Length && train.AsSpan().IndexOf(text.AsSpan(i, lengths[i] + 1)) >= 0)
            {
                lengths[i]++;
            }
        }

        return lengths;
    }

    /// <summary>The fraction of bytes in shared spans longer than all but a thousandth of those of test text.</summary>
    public static double InLongSpans(byte[] train, byte[] test, byte[] text)
    {
        int limit = (int)Quantile(SharedSpans(train, test), 0.999);
        return Covered(SharedSpans(train, text), limit + 1).Average(isCovered => isCovered ? 1.0 : 0);
    }

    /// <summary>The fraction of 64-byte windows of which half lies in training text, in spans of 64 bytes.</summary>
    public static double Exact(byte[] train, byte[] text) =>
        Halves(SharedSpans(train, text), Window).Average(isHalf => isHalf ? 1.0 : 0);

    /// <summary>The fraction of windows that are exact, nearly equal to a passage, or half in spans longer than all of test text.</summary>
    public static double Near(byte[] train, byte[] test, byte[] text)
    {
        int[] lengths = SharedSpans(train, text);
        int beyond = Math.Max(MinLongSpan, SharedSpans(train, test).Max()) + 1;
        bool[] exact = Halves(lengths, Window);
        bool[] longer = Halves(lengths, beyond);
        return Enumerable
            .Range(0, text.Length / Window)
            .Average(i => exact[i] || longer[i] || Similarity(train, text, i) >= NearSimilarity ? 1.0 : 0);
    }

    /// <summary>Linear between order statistics.</summary>
    public static double Quantile(int[] values, double fraction)
    {
        int[] sorted = [.. values.Order()];
        double place = fraction * (sorted.Length - 1);
        int below = (int)place;
        return sorted[below] + ((place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]));
    }

    // 1 − edit distance / 64 to the nearest substring of the training text.
    private static double Similarity(byte[] train, byte[] text, int window)
    {
        int[] distances = [.. Enumerable.Range(0, Window + 1)];
        int least = Window;
        foreach (byte letter in train)
        {
            int diagonal = 0; // a substring begins anywhere
            for (int i = 1; i <= Window; i++)
            {
                int changed = diagonal + (text[(window * Window) + i - 1] == letter ? 0 : 1);
                diagonal = distances[i];
                distances[i] = Math.Min(changed, 1 + Math.Min(diagonal, distances[i - 1]));
            }

            least = Math.Min(least, distances[Window]);
        }

        return 1 - ((double)least / Window);
    }

    private static bool[] Covered(int[] lengths, int atLeast)
    {
        var covered = new bool[lengths.Length];
        for (int i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] >= atLeast)
            {
                Array.Fill(covered, true, i, lengths[i]);
            }
        }

        return covered;
    }

    private static bool[] Halves(int[] lengths, int atLeast) =>
        [
            .. Covered(lengths, atLeast)
                .Chunk(Window)
                .Where(window => window.Length == Window)
                .Select(window => window.Count(isCovered => isCovered) >= Window / 2),
        ];
}
